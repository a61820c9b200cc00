// The DASH manifest (ISO/IEC 23009-1, on-demand profile): each track is one file whose `sidx` says where its segments are.
import type { StreamedVideo, VideoTrack } from '@lectern/video/contract';
import { captionName } from './names.ts';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export function dashManifest({ seconds, rate, tracks, captions }: StreamedVideo): string {
  const pictures = tracks.filter(({ kind }) => kind === 'video');
  const sounds = tracks.filter(({ kind }) => kind === 'audio');
  const sets = [
    `<AdaptationSet contentType="video" mimeType="video/mp4" segmentAlignment="true" subsegmentStartsWithSAP="1">
${pictures.map((one) => representation(one, ` width="${one.width}" height="${one.height}" frameRate="${rate}"`)).join('\n')}
</AdaptationSet>`,
    ...(sounds.length === 0
      ? []
      : [
          `<AdaptationSet contentType="audio" mimeType="audio/mp4" segmentAlignment="true" subsegmentStartsWithSAP="1">
${sounds.map((one) => representation(one, ' audioSamplingRate="48000"')).join('\n')}
</AdaptationSet>`,
        ]),
    ...captions.map(
      (one) =>
        `<AdaptationSet contentType="text" mimeType="text/vtt" lang="${escaped(one.language)}">
<Label>${escaped(one.label)}</Label>
<Representation id="${captionName(one)}" bandwidth="1000"><BaseURL>${captionName(one)}.vtt</BaseURL></Representation>
</AdaptationSet>`,
    ),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011" type="static" mediaPresentationDuration="PT${seconds.toFixed(3)}S" minBufferTime="PT6S">
<Period>
${sets.join('\n')}
</Period>
</MPD>
`;
}

const representation = ({ name, codec, bandwidth, index: { init, index } }: VideoTrack, more: string) =>
  `<Representation id="${name}" codecs="${codec}" bandwidth="${bandwidth}"${more}>
<BaseURL>${name}.mp4</BaseURL>
<SegmentBase indexRange="${init}-${init + index - 1}"><Initialization range="0-${init - 1}"/></SegmentBase>
</Representation>`;
