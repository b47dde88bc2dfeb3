/** The faults of the native API, in the order in which people choose from them. */
export const FAULTS = [
  'cannot_open',
  'crash',
  'stutter',
  'black_screen',
  'white_screen',
  'freeze',
  'misaligned',
  'slow',
  'other',
] as const;
