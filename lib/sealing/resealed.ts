import type { SealedFileProblem } from '@/lib/evidence/sealed-files'

/** One value or file that was sealed anew, or that could not be opened. */
export type Resealed = {
  /** `table.column`, or `evidence` for a file. */
  place: string
  /** Id of the row; of a key with several parts, joined by a slash. */
  id: string
  /** null: it is under the active key now. */
  problem: SealedFileProblem | null
}
