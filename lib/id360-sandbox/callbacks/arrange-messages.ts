import type { CallbackMessage } from './callback-message'

export type Arrangement = {
  /** Each callback is sent 1 + n times; a fraction is a probability (0.2: one in five twice). */
  duplicates: number
  /** true: any order; 'intermediate-after-final': the last intermediate one comes after the final one. */
  shuffle: boolean | 'intermediate-after-final'
  /** The same seed gives the same order and the same duplicates. */
  seed: number
}

/** A small seeded generator (mulberry32): scenarios must be repeatable. Values in [0, 1). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

function lastIntermediateAtTheEnd(messages: readonly CallbackMessage[]): CallbackMessage[] {
  const index = messages.findLastIndex((message) => message.status === 'STARTED')
  const late = messages[index]
  return late ? [...messages.slice(0, index), ...messages.slice(index + 1), late] : [...messages]
}

/** Repeats and reorders callbacks as the scenario wants; the bytes of each stay the same. */
export function arrangeMessages(messages: readonly CallbackMessage[], how: Arrangement): CallbackMessage[] {
  const random = seededRandom(how.seed)
  const whole = Math.floor(how.duplicates)
  const repeated = messages.flatMap((message) => {
    const extra = random() < how.duplicates - whole ? 1 : 0
    return Array.from({ length: 1 + whole + extra }, () => message)
  })
  if (how.shuffle === true) return shuffled(repeated, random)
  return how.shuffle === 'intermediate-after-final' ? lastIntermediateAtTheEnd(repeated) : repeated
}
