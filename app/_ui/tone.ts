/** A colour of meaning (see globals.css); always together with a word, and an icon where there is one. */
export type Tone = 'blue' | 'violet' | 'green' | 'orange' | 'red' | 'amber' | 'grey' | 'slate'

/** Written out, so that the stylesheet's compiler sees them. */
export const TONE_CLASS: Record<Tone, string> = {
  blue: 'tone-blue',
  violet: 'tone-violet',
  green: 'tone-green',
  orange: 'tone-orange',
  red: 'tone-red',
  amber: 'tone-amber',
  grey: 'tone-grey',
  slate: 'tone-slate',
}
