// The page of a school that is closed for the time being: it has no name to show, for nothing of it is told.
import { directionOf, inLanguage, loadLanguage } from '@lectern/ui';
import type { RenderTools } from '../src/index.ts';
import { t } from './messages.ts';

/** In the first language of the browser that the app speaks. */
export async function closedPage(request: Request, { basePath, assets }: RenderTools): Promise<Response> {
  const asked = request.headers.get('accept-language') ?? '';
  const language = /^\s*ar\b/i.test(asked) ? 'ar' : 'en';
  await loadLanguage(language);
  const [title, what] = inLanguage(language, () => [t('closed.title'), t('closed.what')]);
  const styles = assets.styles.map((style) => `<link rel="stylesheet" href="${basePath}/${style}">`).join('\n');
  return new Response(
    `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
${styles}
</head>
<body><main class="page"><div class="empty"><h1 class="title-m">${title}</h1><p>${what}</p></div></main></body>
</html>`,
    {
      status: 423,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', vary: 'accept-language' },
    },
  );
}
