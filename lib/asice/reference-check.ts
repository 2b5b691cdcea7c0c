import type { ContainerFiles } from './container-files'
import type { Problem } from './container-report'
import { type DigestAlgorithm, digestOf } from './digest-algorithm'
import type { ArchiveFile } from './read-archive'

export type FileReferenceCheck = {
  file: ArchiveFile | null
  digest: 'matches' | 'differs' | 'missing' | 'not-checked'
  problems: Problem[]
}

/**
 * Compares a file of the container with the digest a signature or manifest gives for it.
 *
 * @param transform makes the bytes that were hashed from the file's bytes; the file itself when left out
 */
export function checkFileReference(
  uri: string,
  algorithm: DigestAlgorithm,
  expected: Uint8Array,
  files: ContainerFiles,
  transform?: (bytes: Uint8Array) => Uint8Array,
): FileReferenceCheck {
  const found = files.resolve(uri)
  const [file] = found
  const values = { name: (file?.name ?? uri).slice(0, 300) }
  const problems: Problem[] = algorithm.weak ? [{ kind: 'weak', code: 'WEAK_DIGEST', values }] : []
  if (file === undefined)
    return {
      file: null,
      digest: 'missing',
      problems: [...problems, { kind: 'missing-file', code: 'FILE_MISSING', values }],
    }
  if (new Set(found.map((candidate) => files.sha256(candidate))).size > 1)
    return {
      file: null,
      digest: 'not-checked',
      problems: [...problems, { kind: 'unsupported', code: 'FILE_AMBIGUOUS', values }],
    }
  const actual =
    transform === undefined || file.bytes === null
      ? files.digest(file, algorithm)
      : digestOf(algorithm, transform(file.bytes))
  if (actual?.equals(expected) === true) return { file, digest: 'matches', problems }
  return { file, digest: 'differs', problems: [...problems, { kind: 'hash', code: 'FILE_DIFFERS', values }] }
}
