import type { Note, Problem, ProblemKind } from './container-report'
import type { RemarkCode } from './remark-codes'

/** Stops the reading of one part (an archive, an XML file, a token) with the problem that the report then shows. */
export class CheckFailure extends Error {
  readonly problem: Problem

  constructor(kind: ProblemKind, code: RemarkCode, values: Note['values'] = {}) {
    super(`${kind}: ${code}`)
    this.name = 'CheckFailure'
    this.problem = { kind, code, values }
  }
}

/** The problem of anything thrown: what was not foreseen is "cannot be checked", never a verdict on the signature. */
export function problemOf(error: unknown): Problem {
  if (error instanceof CheckFailure) return error.problem
  return { kind: 'unsupported', code: 'CHECK_CRASHED', values: {} }
}
