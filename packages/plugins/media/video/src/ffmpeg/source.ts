// How a file of a stranger is opened: it must not make the program open another file or ask the network.

/**
 * Containers with the whole video inside. Not here, for they name other files or addresses: playlists (hls, concat, dash),
 * scripts, pictures by number, subtitles.
 */
const containers = [
  'mov,mp4,m4a,3gp,3g2,mj2',
  'matroska,webm',
  'avi',
  'mpegts',
  'mpeg',
  'mpegvideo',
  'flv',
  'asf',
  'ogg',
  'mxf',
  'dv',
  'ivf',
  'wav',
  'mp3',
  'aac',
  'flac',
];
/** Options before the input, and the input. `file:` so that a name is never read as an address or a pattern. */
export const opened = (path: string, ...options: readonly string[]): string[] => [
  '-protocol_whitelist',
  'file,pipe',
  '-format_whitelist',
  containers.join(','),
  ...options,
  '-i',
  `file:${path}`,
];
