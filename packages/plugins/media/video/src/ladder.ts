// Which sizes a video is offered in. Pure: from what the source is to what is encoded.

/** A source as people see it: rotation applied. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Frames in a second, as a fraction. */
  readonly rate: readonly [frames: number, seconds: number];
}
export interface Rung {
  /** The shorter side: `720`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Most bits in a second, over two seconds. */
  readonly maxRate: number;
}
/** How frames are cut: closed groups, segments of whole groups, pieces of whole segments. In frames. */
export interface Cutting {
  readonly rate: readonly [frames: number, seconds: number];
  readonly group: number;
  readonly segment: number;
  readonly piece: number;
}

/** What the codec needs, and never above `most`. */
const even = (length: number, most: number) => Math.max(2, Math.min(Math.round(length / 2), Math.floor(most / 2)) * 2);

/**
 * Three sizes at most, none above the source. Apple's HLS Authoring Specification for Apple devices, "Multivariant Playlist",
 * has 1920x1080 at 6, 1280x720 at 3, 640x360 at 0.7 Mbit/s for H.264: about three bits for each pixel of the picture.
 */
export function ladder({ width, height, rate }: Picture): Rung[] {
  const short = Math.min(width, height);
  const top = Math.min(short, 1080);
  // A step of less than a fifth looks the same and costs a whole encoding.
  const below = (top >= 1080 ? [720, 360] : [540, 360, 234]).filter((side) => side <= top * 0.8).slice(0, 2);
  const faster = rate[0] / rate[1] > 31 ? 1.5 : 1;
  return [top, ...below].map((side) => {
    const scaled = { width: even((width * side) / short, width), height: even((height * side) / short, height) };
    const maxRate = Math.max(150_000, Math.round(scaled.width * scaled.height * 3 * faster));
    return { name: String(Math.min(scaled.width, scaled.height)), ...scaled, maxRate };
  });
}

const rates = [
  [10, 1],
  [12, 1],
  [15, 1],
  [24_000, 1_001],
  [24, 1],
  [25, 1],
  [30_000, 1_001],
  [30, 1],
  [48, 1],
  [50, 1],
  [60_000, 1_001],
  [60, 1],
] as const;
/** The usual rate that it nearly is, else the next faster one, so that no frame is lost. @param average undefined when the source tells nonsense */
export function steadyRate(average: number | undefined): Cutting['rate'] {
  if (average === undefined || !(average > 0) || average > 1_000) return [30, 1];
  const off = ([frames, seconds]: Cutting['rate']) => Math.abs(frames / seconds / average - 1);
  const nearest = rates.reduce((best, rate) => (off(rate) < off(best) ? rate : best));
  if (off(nearest) < 0.005) return nearest;
  return rates.find(([frames, seconds]) => frames / seconds >= average) ?? [60, 1];
}

/**
 * A key frame every two seconds and segments of six, as the same specification asks for. A piece is what is lost at most
 * when the process is killed: about a minute.
 */
export function cutting(rate: Cutting['rate']): Cutting {
  const group = Math.max(1, Math.round((2 * rate[0]) / rate[1]));
  return { rate, group, segment: group * 3, piece: group * 30 };
}
