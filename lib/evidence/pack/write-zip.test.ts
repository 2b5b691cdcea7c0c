import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { writeZip } from './write-zip'

const MEGABYTE = 2 ** 20

test('nothing much is read ahead of a reader who is slow, and what is open is closed when they leave', async () => {
  const piece = randomBytes(MEGABYTE)
  let produced = 0
  let closed = false
  async function* endless() {
    try {
      for (;;) {
        produced += piece.length
        yield piece
      }
    } finally {
      closed = true
    }
  }
  const reader = writeZip([{ path: 'endless.bin', open: endless }], 0).getReader()
  let read = 0
  while (read < 20 * MEGABYTE) read += (await reader.read()).value?.byteLength ?? 0
  expect(produced - read).toBeLessThan(8 * MEGABYTE)
  await reader.cancel()
  await expect.poll(() => closed).toBe(true)
})

test('a file that breaks off breaks the zip', async () => {
  async function* broken() {
    yield randomBytes(MEGABYTE)
    throw new Error('the disk is gone')
  }
  const stream = writeZip([{ path: 'broken.bin', open: broken }], 0)
  await expect(new Response(stream).blob()).rejects.toThrow()
})
