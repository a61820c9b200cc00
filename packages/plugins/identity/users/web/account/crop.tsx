import { Button, Dialog } from '@lectern/ui';
import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from './words.ts';

/** In pixels: as large as it is ever shown, twice. */
const side = 256;

/** Cuts a square out of a picture: dragged, or moved and scaled by the sliders, which the keyboard reaches. */
export function Crop({
  image,
  busy,
  onCropped,
}: {
  readonly image: Signal<ImageBitmap | undefined>;
  readonly busy: boolean;
  readonly onCropped: (bytes: Blob) => unknown;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const zoom = useSignal(1);
  const [across, down] = [useSignal(0.5), useSignal(0.5)]; // of what is left and right, above and below: a half is the middle
  const bitmap = image.value;
  const scale = bitmap ? (side / Math.min(bitmap.width, bitmap.height)) * zoom.value : 1;
  const [spareX, spareY] = bitmap ? [bitmap.width * scale - side, bitmap.height * scale - side] : [0, 0];
  useEffect(() => {
    zoom.value = 1;
    across.value = 0.5;
    down.value = 0.5;
  }, [bitmap]);
  useEffect(() => {
    const paper = canvas.current?.getContext('2d');
    if (!paper || !bitmap) return;
    paper.imageSmoothingQuality = 'high';
    paper.fillStyle = '#fff'; // under what is transparent
    paper.fillRect(0, 0, side, side);
    paper.drawImage(bitmap, -spareX * across.value, -spareY * down.value, bitmap.width * scale, bitmap.height * scale);
  });
  const within = (value: number) => Math.min(1, Math.max(0, value));
  const drag = (event: PointerEvent) => {
    if (event.buttons === 0) return;
    if (spareX > 0) across.value = within(across.peek() - event.movementX / spareX);
    if (spareY > 0) down.value = within(down.peek() - event.movementY / spareY);
  };
  const hand = () => canvas.current?.toBlob((bytes) => bytes && void onCropped(bytes), 'image/webp', 0.9);
  const slider = (name: 'zoom' | 'across' | 'down', value: Signal<number>, min: number, max: number) => (
    <label class="crop-slider">
      <span class="label">{t(`crop.${name}`)}</span>
      <input
        type="range"
        min={min}
        max={max}
        step="0.01"
        value={value.value}
        onInput={(event) => (value.value = event.currentTarget.valueAsNumber)}
      />
    </label>
  );
  return (
    <Dialog
      open={bitmap !== undefined}
      onClose={() => (image.value = undefined)}
      title={t('crop')}
      actions={
        <>
          <Button onClick={() => (image.value = undefined)}>{t('crop.not')}</Button>
          <Button kind="primary" busy={busy} onClick={hand}>
            {t('crop.take')}
          </Button>
        </>
      }
    >
      <div class="crop">
        <canvas
          ref={canvas}
          width={side}
          height={side}
          role="img"
          aria-label={t('crop.what')}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag}
        />
        <div class="stack">
          {slider('zoom', zoom, 1, 4)}
          {spareX > 1 && slider('across', across, 0, 1)}
          {spareY > 1 && slider('down', down, 0, 1)}
        </div>
      </div>
    </Dialog>
  );
}
