// Markdown as nobody writes it: pieces of syntax in any order. Most of what broke the round trip was found with these.
import fc from 'fast-check';

const words = ['a', 'b', 'word', 'Ünï', '日本', '🎉', '1', '\u00a0', '\u2003', '\u0001', '\u2028', '\ufeff'];
const signs =
  `2. - + * ** _ __ \` \`\` \`\`\` ~~ ~ [ ] ( ) ![ ]( < > </ /> &amp; &nbsp; & # ## \\ \\\\ | || $ $$ ! " ' : :// http://a.b www.a.b x@y.z mailto:x { {#id} } = === --- *** ___ [^1]`.split(
    ' ',
  );
const lines = [
  '{: #id}',
  '[^1]: ',
  '[x] ',
  '[ ] ',
  '> ',
  '- ',
  '1. ',
  '3) ',
  '    ',
  '  ',
  '   ',
  '\t',
  '\n',
  '\n\n',
  '\n\n',
  '\n  ',
  '\n    ',
  '\n- ',
  '\n> ',
  '\n1. ',
  '\n\n  ',
  '\n\n   ',
];
const blocks = [
  '|a|b|\n|-|:-:|\n|c|d|\n',
  '[l](u)',
  '![i](s "t")',
  '> [!NOTE]\n',
  '> [!TIP] t\n',
  '\n***\n',
  '\n~~~js\n',
  '\n~~~\n',
];
const tags =
  `<b> </b> <i> </i> <a_href="x"> </a> <span_id="q"> </span> <code> </code> <kbd> </kbd> <p> </p> <div> </div> <div_class="note"> <details> <summary> </summary> </details> <ul> <li> </li> </ul> <ol_start=4> </ol> <table><tr><td> </td></tr></table> <br> <img_src=x> <img_src="y"_width=3> <hr> <h2> </h2> <pre> </pre> <blockquote> </blockquote> <script> </script> <!-- --> <dl><dt> </dt></dl> <abbr_title="q"> </abbr> <u> </u> <foo> </foo> <iframe_src="http://e.f"></iframe> <figure><img_src=z><figcaption> </figcaption></figure> <input_type=checkbox>`
    .split(' ')
    .map((tag) => tag.replaceAll('_', ' '));

export const oddMarkdown = fc
  .array(fc.constantFrom(...words, ...signs, ...lines, ...blocks, ...tags), { minLength: 1, maxLength: 14 })
  .map((pieces) => pieces.join(''));

/** Attempts to run something when a lesson is read. */
export const attack = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '<img src=x onerror=alert(1)>',
        '<a href="javascript:alert(1)">',
        '<a href="java\nscript:alert(1)">',
        '<a href=" &#106;avascript:alert(1)">',
        '[x](javascript:alert(1))',
        `[x](y '" onmouseover="alert(1)')`,
        '![" onerror="alert(1)](x.png)',
        '[x](JAVASCRIPT&colon;alert(1))',
        '![x](javascript:alert(1))',
        '<javascript:alert(1)>',
        '<iframe src="javascript:alert(1)">',
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<svg onload=alert(1)>',
        '<svg><script>alert(1)</script></svg>',
        '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
        '<dl onclick=alert(1)><dt style="x:expression(1)">q',
        '<dl><dd><svg><style><img src=x onerror=alert(1)></style>',
        '<table><td colspan=2><a href="data:text/html,<script>1</script>">q',
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        '<style>@import "x"</style>',
        '<base href="//evil">',
        '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">',
        '<object data="x.swf">',
        '<abbr title="&quot; onmouseover=&quot;alert(1)">q</abbr>',
        '<details ontoggle=alert(1) open>',
        '<input autofocus onfocus=alert(1)>',
        '<template><script>1</script></template>',
        '<!--><script>alert(1)</script>-->',
        '<!-- --!><img src=x onerror=alert(1)> -->',
        "<ruby title='\"><script>1</script>'>q<rt>w</ruby>",
        '"><script>alert(1)</script>',
        '```"><img src=x onerror=alert(1)>\n',
        '<pre><code class="language-x&quot; onclick=&quot;alert(1)">q</code></pre>',
        '<span id="x&quot; onclick=&quot;alert(1)">',
        '[^"><script>]: x\n\n[^"><script>]',
      ),
      fc.constantFrom(...tags, '\n\n', ' ', 'a', '> ', '- ', '|a|\n|-|\n|'),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));
