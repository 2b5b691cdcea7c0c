import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(8192)
let used = pool.length

/**
 * `length` bytes (at most 256) of the system's secure randomness, drawn 8 KiB at a time: one draw costs as much as
 * sealing a callback. Each byte is given out once.
 */
export function pooledRandom(length: number): Buffer {
  if (length > 256) throw new RangeError('draw large randomness directly')
  if (used + length > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = Buffer.from(pool.subarray(used, used + length))
  pool.fill(0, used, used + length)
  used += length
  return bytes
}
