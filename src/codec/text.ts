/** Whether a text ends or begins inside a character: half of a surrogate pair, as `slice` leaves it, is no Unicode text. */
export const isCutInside = (text: string): boolean => /\p{Cs}/u.test(text)

/** What to say of such a text. */
export const cutInside =
  "has half of a surrogate pair in it: it was cut inside a character; cut with [...text].slice(0, n).join('')"
