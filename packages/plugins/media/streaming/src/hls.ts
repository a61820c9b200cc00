// Playlists of HTTP Live Streaming (RFC 8216, and its second edition's draft) over byte ranges of one object for each track.
import type { StreamedVideo, VideoTrack } from '@lectern/video/contract';
import { captionName } from './names.ts';

const quoted = (text: string) => `"${text.replaceAll(/["\r\n]/g, ' ')}"`;

export function multivariant(video: StreamedVideo): string {
  const sound = video.tracks.find(({ kind }) => kind === 'audio');
  const [frames = 30, seconds = 1] = video.rate.split('/').map(Number);
  const groups = [sound && 'AUDIO="sound"', video.captions.length > 0 && 'SUBTITLES="captions"'].filter(Boolean);
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS'];
  if (sound)
    lines.push(
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Sound",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="${sound.name}.m3u8"`,
    );
  for (const one of video.captions)
    lines.push(
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME=${quoted(one.label)},LANGUAGE=${quoted(one.language)},DEFAULT=NO,AUTOSELECT=YES,URI="${captionName(one)}.m3u8"`,
    );
  for (const track of video.tracks.filter(({ kind }) => kind === 'video'))
    lines.push(
      `#EXT-X-STREAM-INF:${[
        `BANDWIDTH=${track.bandwidth + (sound?.bandwidth ?? 0)}`,
        `AVERAGE-BANDWIDTH=${track.average + (sound?.average ?? 0)}`,
        `CODECS="${[track.codec, sound?.codec].filter(Boolean).join()}"`,
        `RESOLUTION=${track.width}x${track.height}`,
        `FRAME-RATE=${(frames / seconds).toFixed(3)}`,
        ...groups,
      ].join()}`,
      `${track.name}.m3u8`,
    );
  return `${lines.join('\n')}\n`;
}

export function trackPlaylist({ name, index: { timescale, init, index, segments } }: VideoTrack): string {
  const times = segments.map(([, ticks]) => ticks / timescale);
  let at = init + index;
  const lines = segments.flatMap(([bytes], i) => {
    const range = `#EXT-X-BYTERANGE:${bytes}@${at}`;
    at += bytes;
    return [`#EXTINF:${times[i]!.toFixed(5)},`, range, `${name}.mp4`];
  });
  return [
    ...head(Math.max(...times)),
    `#EXT-X-MAP:URI="${name}.mp4",BYTERANGE="${init}@0"`,
    ...lines,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}
/** One file of WebVTT as long as the video. */
export const captionPlaylist = (name: string, seconds: number): string =>
  [...head(seconds), `#EXTINF:${seconds.toFixed(5)},`, `${name}.vtt`, '#EXT-X-ENDLIST', ''].join('\n');

const head = (longest: number) => [
  '#EXTM3U',
  '#EXT-X-VERSION:7',
  `#EXT-X-TARGETDURATION:${Math.max(1, Math.round(longest))}`,
  '#EXT-X-MEDIA-SEQUENCE:0',
  '#EXT-X-PLAYLIST-TYPE:VOD',
  '#EXT-X-INDEPENDENT-SEGMENTS',
];
