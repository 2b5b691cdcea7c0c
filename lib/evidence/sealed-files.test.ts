import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseSettings } from '@/lib/env'
import { createKeyring } from '@/lib/sealing/keyring'
import { clearStaging } from './clear-staging'
import {
  evidenceFolder,
  readSealedBytes,
  readSealedFile,
  type SealedFile,
  stageSealedFile,
  stagingFolder,
  streamSealedFile,
} from './sealed-files'
import { FRAME_BYTES, SEALED_FRAME_BYTES } from './sealed-frames'

const KEY_1 = { id: 'k1', key: Buffer.alloc(32, 1) }
const KEY_2 = { id: 'k2', key: Buffer.alloc(32, 2) }

describe('a sealed file', () => {
  let directory: string
  const placeOf = (...keys: (typeof KEY_1)[]) => ({
    keys: createKeyring(keys),
    settings: parseSettings({ DATA_DIR: directory }),
  })
  beforeEach(() => {
    directory = mkdtempSync(path.join(os.tmpdir(), 'desk-sealed-'))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  async function* pieces(bytes: Uint8Array, size: number) {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  async function keep(place: ReturnType<typeof placeOf>, bytes: Uint8Array, pieceSize = 10_000) {
    const staged = await stageSealedFile(place, pieces(bytes, pieceSize))
    await staged.keep()
    return staged
  }
  const pathOf = ({ address }: SealedFile) => path.join(directory, 'evidence', address)
  const bytesOf = (length: number) => Buffer.from(Array.from({ length }, (_, i) => (i * 31) % 251))

  it('gives back the bytes, whatever their number and however they came in pieces', async () => {
    const place = placeOf(KEY_1)
    const edges = [0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 3 * FRAME_BYTES]
    for (const length of edges) {
      const bytes = bytesOf(length)
      const file = await keep(place, bytes)
      expect(file.size).toBe(length)
      expect((await readSealedBytes(place, file)).equals(bytes)).toBe(true)
    }
    const run = fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 1, max: 100 }),
      async (bytes, pieceSize) => {
        const file = await keep(place, bytes, pieceSize)
        expect((await readSealedBytes(place, file)).equals(bytes)).toBe(true)
      },
    )
    await fc.assert(run, { numRuns: 40 })
  })

  it('lies at an address made of its hash, and holds nothing readable, staged or kept', async () => {
    const place = placeOf(KEY_1)
    const bytes = Buffer.from('Camille Exemple '.repeat(9_000))
    const staged = await stageSealedFile(place, pieces(bytes, 5_000))
    const [name = ''] = await readdir(stagingFolder(place))
    expect((await readFile(path.join(stagingFolder(place), name))).includes('Camille')).toBe(false)
    await staged.keep()
    expect(staged.address).toBe(
      `${staged.sha256.slice(0, 2)}/${staged.sha256.slice(2, 4)}/${staged.sha256}.sealed`,
    )
    expect((await readFile(pathOf(staged))).includes('Camille')).toBe(false)
    expect(await readdir(stagingFolder(place))).toEqual([])
  })

  it('opens after the keys were rotated, and not without its own key', async () => {
    const file = await keep(placeOf(KEY_1), bytesOf(100))
    expect(await readSealedBytes(placeOf(KEY_2, KEY_1), file)).toHaveLength(100)
    await expect(readSealedBytes(placeOf(KEY_2), file)).rejects.toMatchObject({ code: 'DAMAGED' })
  })

  it('leaves nothing behind when the bytes break off or are not wanted', async () => {
    const place = placeOf(KEY_1)
    async function* broken() {
      yield bytesOf(200_000)
      throw new Error('the line was cut')
    }
    await expect(stageSealedFile(place, broken())).rejects.toThrow('the line was cut')
    const staged = await stageSealedFile(place, pieces(bytesOf(10), 10))
    await staged.discard()
    expect(await readdir(stagingFolder(place))).toEqual([])
  })

  it('gives nothing of itself once any byte has changed, is missing, or was added', async () => {
    const place = placeOf(KEY_1)
    const file = await keep(place, bytesOf(2 * FRAME_BYTES + 500))
    const whole = await readFile(pathOf(file))
    const refused = async () => {
      await expect(streamSealedFile(place, file)).rejects.toMatchObject({ code: 'DAMAGED' })
      await expect(readSealedBytes(place, file)).rejects.toMatchObject({ code: 'DAMAGED' })
    }
    const prologue = whole.length - (2 * SEALED_FRAME_BYTES + 500 + 16)
    const places = [0, 1, 2, prologue - 1, prologue, prologue + SEALED_FRAME_BYTES + 7, whole.length - 1]
    for (const at of places) {
      const bent = Buffer.from(whole)
      bent[at] = (bent[at] ?? 0) ^ 1
      await writeFile(pathOf(file), bent)
      await refused()
    }
    const firstFrame = whole.subarray(prologue, prologue + SEALED_FRAME_BYTES)
    const secondFrame = whole.subarray(prologue + SEALED_FRAME_BYTES, prologue + 2 * SEALED_FRAME_BYTES)
    const rest = whole.subarray(prologue + 2 * SEALED_FRAME_BYTES)
    await writeFile(pathOf(file), Buffer.concat([whole.subarray(0, prologue), secondFrame, firstFrame, rest]))
    await refused()
    for (const length of [0, 1, 20, prologue, prologue + SEALED_FRAME_BYTES, whole.length - 1]) {
      await writeFile(pathOf(file), whole)
      await truncate(pathOf(file), length)
      await refused()
    }
    await writeFile(pathOf(file), Buffer.concat([whole, Buffer.from('x')]))
    await refused()
    await writeFile(pathOf(file), whole)
    expect(await readSealedBytes(place, file)).toHaveLength(file.size)
    rmSync(pathOf(file))
    await refused()
  })

  it('is not taken for another one that was put in its place', async () => {
    const place = placeOf(KEY_1)
    const file = await keep(place, bytesOf(100))
    const other = await keep(place, bytesOf(101))
    await writeFile(pathOf(file), await readFile(pathOf(other)))
    await expect(readSealedBytes(place, file)).rejects.toMatchObject({ code: 'DAMAGED' })
  })

  it('is mended by being captured again', async () => {
    const place = placeOf(KEY_1)
    const file = await keep(place, bytesOf(100))
    await writeFile(pathOf(file), 'damaged')
    await keep(place, bytesOf(100))
    expect(await readSealedBytes(place, file)).toHaveLength(100)
  })

  it('can be left unread half-way', async () => {
    const place = placeOf(KEY_1)
    const file = await keep(place, bytesOf(3 * FRAME_BYTES))
    for await (const piece of readSealedFile(place, file)) {
      expect(piece).toHaveLength(FRAME_BYTES)
      break
    }
    const stream = await streamSealedFile(place, file)
    await stream.cancel()
  })

  it('that a killed process left half-staged is cleared away, one under way is not', async () => {
    const place = placeOf(KEY_1)
    expect(await clearStaging(place)).toBe(0)
    await stageSealedFile(place, pieces(bytesOf(10), 10))
    const left = await stageSealedFile(place, pieces(bytesOf(11), 10))
    const [, name = ''] = (await readdir(stagingFolder(place))).sort()
    const twoHoursAgo = Date.now() / 1000 - 7_200
    await utimes(path.join(stagingFolder(place), name), twoHoursAgo, twoHoursAgo)
    expect(await clearStaging(place)).toBe(1)
    expect(await readdir(stagingFolder(place))).toHaveLength(1)
    expect(evidenceFolder(place)).toBe(path.join(directory, 'evidence'))
    await left.discard()
  })
})
