/** Containers that may be opened: files of one piece. A play list could name any file of this machine. */
export const CONTAINERS = [
  ...['mov', 'matroska', 'avi', 'flv', 'mpegts', 'mpeg', 'mxf', 'asf', 'ivf', 'gif', 'apng', 'm4v', 'h264', 'hevc'],
  ...['wav', 'w64', 'aiff', 'caf', 'au', 'flac', 'mp3', 'aac', 'ac3', 'eac3', 'amr', 'ogg', 'wv', 'ape', 'tta'],
].join();
