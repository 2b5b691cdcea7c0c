import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { newId } from '@/lib/new-id'
import {
  FRAME_BYTES,
  type FrameCipher,
  type FrameOpener,
  frameCipher,
  frameOpener,
  LONGEST_PROLOGUE,
  SEALED_FRAME_BYTES,
  UnknownKeyError,
} from './sealed-frames'

/** What a sealed file must turn out to be: SHA-256 (hexadecimal) and size of the plain bytes, and where it lies. */
export type SealedFile = { sha256: string; size: number; address: string }

export type StagedFile = SealedFile & {
  /** Where it lies below the evidence folder until it is kept. */
  stagedAddress: string
  /** Puts the file at its address; on disk, name included, when this resolves. */
  keep(): Promise<void>
  /** Removes it. */
  discard(): Promise<void>
}

type Place = Pick<Context, 'keys' | 'settings'>

export const evidenceFolder = ({ settings }: Pick<Context, 'settings'>) =>
  path.join(settings.DATA_DIR, 'evidence')
export const stagingFolder = (place: Pick<Context, 'settings'>) => path.join(evidenceFolder(place), 'staging')

const addressOf = (sha256: string) => path.join(sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}.sealed`)

/**
 * Seals bytes into a new file while they arrive: no plain byte ever touches the disk, a temporary file included. The
 * caller then keeps or discards it. When the bytes break off, nothing remains and the stream's error is thrown.
 */
export async function stageSealedFile(place: Place, bytes: AsyncIterable<Uint8Array>): Promise<StagedFile> {
  await mkdir(stagingFolder(place), { recursive: true, mode: 0o700 })
  const staged = path.join(stagingFolder(place), `${newId()}.part`)
  const discard = () => rm(staged, { force: true })
  const file = await open(staged, 'wx', 0o600)
  try {
    const hash = createHash('sha256')
    const cipher = frameCipher(place.keys)
    await file.write(cipher.prologue)
    let size = 0
    for await (const sealed of sealedFrames(cipher, hashed(bytes, hash))) {
      size += sealed.plainLength
      await file.write(sealed.bytes)
    }
    await file.sync()
    await file.close()
    const sha256 = hash.digest('hex')
    const kept = { sha256, size, address: addressOf(sha256) }
    const stagedAddress = path.relative(evidenceFolder(place), staged)
    return { ...kept, stagedAddress, keep: () => moveInto(place, staged, kept), discard }
  } catch (error) {
    await file.close().catch(() => {})
    await discard()
    throw error
  }
}

async function* hashed(bytes: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const piece of bytes) {
    hash.update(piece)
    yield piece
  }
}

/** Cuts pieces of any size into full frames; the last one is shorter, perhaps empty, and says that it is the last. */
async function* sealedFrames(cipher: FrameCipher, bytes: AsyncIterable<Uint8Array>) {
  let waiting = Buffer.alloc(0)
  let index = 0
  const seal = (plain: Uint8Array, last: boolean) => ({
    plainLength: plain.byteLength,
    bytes: cipher.seal(plain, index++, last),
  })
  for await (const piece of bytes) {
    waiting = waiting.length === 0 ? Buffer.from(piece) : Buffer.concat([waiting, piece])
    while (waiting.length > FRAME_BYTES) {
      yield seal(waiting.subarray(0, FRAME_BYTES), false)
      waiting = waiting.subarray(FRAME_BYTES)
    }
  }
  yield seal(waiting, true)
}

/**
 * The same bytes always have the same address: what lies there already is replaced by its equal. What lies there and
 * is not its equal, because it was damaged, is kept aside.
 */
async function moveInto(place: Place, staged: string, file: SealedFile) {
  const folder = evidenceFolder(place)
  const target = path.join(folder, file.address)
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
  const problem = await findProblem(place, file)
  if (problem !== null && problem !== 'missing') await setAside(place, file.address)
  await rename(staged, target)
  for (let level = path.dirname(target); level.startsWith(folder); level = path.dirname(level)) {
    await syncFolder(level)
  }
}

export const ASIDE_SUFFIX = '.damaged'

/**
 * Keeps a damaged file aside, under a name of its own: it may be evidence of what happened to it. Its address is then
 * free for what is captured anew. False: there was no such file.
 */
export async function setAside(place: Pick<Context, 'settings'>, address: string): Promise<boolean> {
  const target = path.join(evidenceFolder(place), address)
  const moved = await rename(target, `${target}.${newId()}${ASIDE_SUFFIX}`).then(
    () => true,
    (error) => {
      if (codeOf(error) === 'ENOENT') return false
      throw error
    },
  )
  if (moved) await syncFolder(path.dirname(target))
  return moved
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined

/** A new name is on disk only once its folder is. */
export async function syncFolder(folder: string) {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * What is wrong with a file: `missing`; `changed` (or cut, or another file); `unknown_key`: sealed with a key that is not
 * in the keyring, which a changed byte in its header says as well; `unreadable`: the disk did not give it this time.
 */
export type SealedFileProblem = 'missing' | 'changed' | 'unknown_key' | 'unreadable'

/** A kept file does not give what was captured. */
export class SealedFileError extends DeskError {
  readonly problem: SealedFileProblem

  constructor(problem: SealedFileProblem, cause?: unknown) {
    super('DAMAGED', `a sealed file of evidence is not what was captured: ${problem}`, { cause })
    this.problem = problem
  }
}

/** Reads a file to its end. @returns what is wrong with it, null when it is what was captured */
export async function findProblem(place: Place, expected: SealedFile): Promise<SealedFileProblem | null> {
  try {
    for await (const _ of readSealedFile(place, expected));
    return null
  } catch (error) {
    if (error instanceof SealedFileError) return error.problem
    throw error
  }
}

/**
 * Reads a sealed file back, piece by piece, each verified before it is given. The whole is hashed as it goes: the last
 * piece is given only when everything was what it must be.
 *
 * @throws SealedFileError (DAMAGED) when a byte changed, something is missing, or the file is gone
 */
export async function* readSealedFile(place: Place, expected: SealedFile): AsyncGenerator<Buffer> {
  const file = await open(path.join(evidenceFolder(place), expected.address), 'r').catch((error) => {
    throw new SealedFileError(codeOf(error) === 'ENOENT' ? 'missing' : 'unreadable', error)
  })
  try {
    const { size: fileSize } = await file.stat()
    const start = Buffer.alloc(Math.min(LONGEST_PROLOGUE, fileSize))
    await readFrom(file, start, 0)
    const opener = tryTo(() => frameOpener(place.keys, start))
    const hash = createHash('sha256')
    let size = 0
    for (let index = 0, at = opener.prologueLength; at < fileSize || index === 0; index++) {
      const sealed = Buffer.alloc(Math.min(SEALED_FRAME_BYTES, fileSize - at))
      await readFrom(file, sealed, at)
      at += sealed.length
      const last = at >= fileSize
      const plain = openFrame(opener, sealed, index, last)
      hash.update(plain)
      size += plain.length
      if (last && (size !== expected.size || hash.digest('hex') !== expected.sha256)) {
        throw new SealedFileError('changed')
      }
      yield plain
    }
  } finally {
    await file.close()
  }
}

async function readFrom(file: FileHandle, into: Buffer, at: number) {
  await file.read(into, 0, into.length, at).catch((error) => {
    throw new SealedFileError('unreadable', error)
  })
}

const openFrame = (opener: FrameOpener, sealed: Buffer, index: number, last: boolean) =>
  tryTo(() => opener.open(sealed, index, last))

function tryTo<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new SealedFileError(error instanceof UnknownKeyError ? 'unknown_key' : 'changed', error)
  }
}

/** The whole content, verified. @throws DeskError DAMAGED */
export async function readSealedBytes(place: Place, expected: SealedFile): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of readSealedFile(place, expected)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/**
 * The content as a stream for somebody outside. The file is read and verified once to its end before the first byte is
 * given: of a damaged file nothing leaves.
 * @throws DeskError DAMAGED
 */
export async function streamSealedFile(
  place: Place,
  expected: SealedFile,
): Promise<ReadableStream<Uint8Array>> {
  for await (const _ of readSealedFile(place, expected));
  return streamOf(readSealedFile(place, expected))
}

/** Pulls piece by piece, the first when somebody reads: a stream nobody takes up opens no file. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
