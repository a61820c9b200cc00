import {
  Button,
  ButtonLink,
  ByCommand,
  Callout,
  formatDate,
  formatNumber,
  Icon,
  Problem,
  type ScreenProps,
  to,
  useAction,
} from '@lectern/ui';
import { canVerify, holds, type Proof, type Verified, verified } from '../proof/verify.ts';
import type { Entry } from '../shown/entry.ts';
import '../shown/log.css';
import { t } from '../words/words.ts';

interface ProofProps {
  readonly entry: Entry;
  readonly lms: ScreenProps['lms'];
}
interface Judged {
  readonly proof: Proof;
  /** Undefined where this browser cannot tell. */
  readonly verified: Verified | undefined;
}

/** The proof of one entry: what it says, verified in this browser, and the file of it for whoever does not have the school. */
export function ProofOf({ entry: { id, position }, lms }: ProofProps) {
  const judge = useAction(async (): Promise<Judged> => {
    const proof = await lms.audit.prove({ entryId: id });
    return { proof, verified: (await canVerify()) ? await verified(proof) : undefined };
  });
  const file = `proof-${position ?? id}.json`;
  return (
    <div class="stack log-narrow">
      <p>{t('proof.what')}</p>
      <div class="row">
        <Button
          kind="primary"
          icon="shield-check"
          busy={judge.busy}
          busyLabel={t('proof.busy')}
          onClick={() => void judge.run()}
        >
          {t('proof.verify')}
        </Button>
        <ButtonLink icon="download" href={to('/api/audit/entries/:entryId/proof', { entryId: id })} download={file}>
          {t('proof.download')}
        </ButtonLink>
      </div>
      <div role="status">{judge.value && <Verdict {...judge.value} />}</div>
      {judge.problem && <Problem problem={judge.problem} />}
      <p class="small soft">{t('proof.offline')}</p>
      <ByCommand command={`lms audit verify ${file}`} about={t('proof.verify')} />
    </div>
  );
}

function Verdict({ proof: { head, leafIndex, path, origin }, verified: found }: Judged) {
  const place = { position: formatNumber(leafIndex + 1), size: formatNumber(head.size) };
  if (!found) return <Callout title={t('proof.cannot')}>{t('proof.cannot.what')}</Callout>;
  return (
    <Callout tone={holds(found) ? 'good' : 'danger'} title={holds(found) ? t('proof.holds', place) : t('proof.fails')}>
      <ul class="log-checks">
        <Check ok={found.inclusion}>
          {found.inclusion ? t('proof.inclusion', { count: path.length }) : t('proof.inclusion.not')}
        </Check>
        <Check ok={found.signature}>
          {found.signature ? t('proof.signature', { when: formatDate(head.at, 'full') }) : t('proof.signature.not')}
        </Check>
        {origin && (
          <Check ok={found.origin === true}>
            {found.origin ? t('proof.origin', { address: origin.address }) : t('proof.origin.not')}
          </Check>
        )}
      </ul>
      <p class="small">
        {t.parts('proof.key', {
          key: (
            <code dir="ltr" class="log-key">
              {head.key}
            </code>
          ),
        })}
      </p>
    </Callout>
  );
}
const Check = ({ ok, children }: { readonly ok: boolean; readonly children: string }) => (
  <li class={ok ? undefined : 'log-bad'}>
    <span class={ok ? 'log-good' : 'log-bad'}>
      <Icon name={ok ? 'check' : 'x'} small />
    </span>
    <span>{children}</span>
  </li>
);
