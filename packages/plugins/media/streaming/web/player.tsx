import type { Lectern, StreamingPlayOutput } from '@lectern/sdk';
import { announce, formatNumber, formatTimecode, Select } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Attached, attach } from './attach.ts';
import { keyPressed } from './keys.ts';
import { t } from './messages.ts';
import { keepPosition } from './position.ts';
import './player.css';

const speeds = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

interface PlayerProps {
  readonly playing: StreamingPlayOutput;
  readonly title: string;
  readonly lms: Lectern;
}
/** The browser's own controls, which everybody knows and every reader of screens can work, with speed and quality below. */
export function Player({ playing, title, lms }: PlayerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const attached = useSignal<Attached | undefined>(undefined);
  const speed = useSignal(1);
  const quality = useSignal('-1');
  const fault = useSignal(false);
  useEffect(() => {
    const element = video.current!;
    const { position, seconds } = playing;
    // Whoever saw it to the end begins anew.
    const from = position > 5 && position < seconds - 10 ? position : 0;
    if (from > 0) announce(t('resumed', { time: formatTimecode(from) }));
    const forget = keepPosition(element, playing.mediaId, lms);
    let gone = false;
    void attach(element, playing, from, () => (fault.value = true)).then((one) => {
      if (gone) one.detach();
      else attached.value = one;
    });
    return () => {
      gone = true;
      forget();
      attached.peek()?.detach();
    };
  }, [playing, lms, attached, fault]);
  const say = (rate: number) => {
    speed.value = rate;
    video.current!.playbackRate = rate;
  };
  const faster = (step: number) =>
    say(speeds[Math.max(0, Math.min(speeds.length - 1, speeds.indexOf(speed.peek()) + step))]!);
  return (
    <section
      class="film"
      aria-label={t('film', { title })}
      onKeyDown={(event) => keyPressed(event, video.current!, faster)}
    >
      {/* biome-ignore lint/a11y/useMediaCaption: there are captions when somebody has added some */}
      <video
        ref={video}
        controls
        playsInline
        preload="metadata"
        crossOrigin="anonymous"
        poster={playing.poster ?? undefined}
        aria-label={t('film', { title })}
        style={{ aspectRatio: `${playing.width} / ${playing.height}` }}
        onPlaying={() => (fault.value = false)}
      >
        {!attached.value?.native &&
          playing.captions.map(({ language, label, address }) => (
            <track key={language} kind="captions" srclang={language} label={label} src={address} />
          ))}
      </video>
      {fault.value && <p role="alert">{t('cannot-play')}</p>}
      <div class="film-choices">
        <Select
          name="speed"
          label={t('speed')}
          value={String(speed.value)}
          options={speeds.map((rate) => ({ value: String(rate), label: t('times', { n: formatNumber(rate) }) }))}
          onValue={(value: string) => say(Number(value))}
        />
        {attached.value && attached.value.qualities.length > 1 && (
          <Select
            name="quality"
            label={t('quality')}
            value={quality.value}
            options={[
              { value: '-1', label: t('quality.auto') },
              ...attached.value.qualities.map(({ level, lines }) => ({
                value: String(level),
                label: t('quality.lines', { lines: formatNumber(lines) }),
              })),
            ]}
            onValue={(value: string) => {
              quality.value = value;
              attached.value?.choose(Number(value));
            }}
          />
        )}
      </div>
    </section>
  );
}
