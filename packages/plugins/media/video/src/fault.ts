// Why a video could not be made, in words for the person who sent it.

export const faults = {
  'not-a-video': 'This file is not a video in a format that can be read here. MP4, MOV, MKV, WebM and AVI can.',
  damaged: 'The file is damaged or did not arrive whole. Send it again, or export it once more.',
  'no-picture': 'There is no moving picture in this file. Add it as sound instead.',
  'too-long': 'The video is longer than this school allows. Cut it into parts.',
  'too-large-picture': 'The picture is larger than can be handled: 8192 by 4320 dots at most.',
  'too-many-streams': 'The file holds more than a hundred tracks. Export it with one picture and one sound track.',
  encrypted: 'The file is encrypted, so nobody can watch it. Export it without protection.',
  'took-too-long':
    'Converting it took far longer than such a video should, so it was stopped. Export it once more as MP4.',
  'cannot-convert': 'The video could not be converted. Export it once more as MP4 and send that.',
  'no-ffmpeg': 'The server has no ffmpeg, which converts videos. Whoever runs it finds the way in: lms doctor.',
  interrupted: 'Making the video was interrupted too often. Try again, and tell whoever runs the server.',
  'no-minutes-left':
    'The school has used the minutes of film that were set for this month. Try again next month, or ask whoever runs the installation for more.',
  gone: 'The file of this video is no longer in the school’s storage.',
} as const;
export type FaultCode = keyof typeof faults;

/** The file is at fault, or the server in a way that trying again does not mend. */
export class VideoFault extends Error {
  readonly code: FaultCode;
  /** For the log: what the program said. */
  readonly said: string;
  constructor(code: FaultCode, said = '') {
    super(said ? `${faults[code]} (${said})` : faults[code]);
    this.name = 'VideoFault';
    this.code = code;
    this.said = said;
  }
}
