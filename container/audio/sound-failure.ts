/** Why a track cannot be heard. The message is the end of a sentence: "The sound of … cannot be mixed: it …". */
export class SoundFailure extends Error {
  override readonly name = 'SoundFailure';
}
