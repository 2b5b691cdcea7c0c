import type { IdclaimForm } from '../idclaim/idclaim-forms'
import type { Store } from './open-store'

export type Idclaims = {
  find(enrollmentId: number, form: IdclaimForm): Buffer | undefined
  /** Keeps a container unless one was kept meanwhile; returns the one that is kept. */
  keep(enrollmentId: number, form: IdclaimForm, bytes: Buffer): Buffer
}

/** The idclaims made so far: a signature is made once, and every later call gets the same bytes. */
export function idclaimsOf(store: Store): Idclaims {
  const select = store.prepare<[number, string], { bytes: Buffer }>(
    'SELECT bytes FROM idclaims WHERE enrollment_id = ? AND form = ?',
  )
  const insert = store.prepare('INSERT OR IGNORE INTO idclaims (enrollment_id, form, bytes) VALUES (?, ?, ?)')
  const find = (enrollmentId: number, form: IdclaimForm) => select.get(enrollmentId, form)?.bytes
  return {
    find,
    keep: (enrollmentId, form, bytes) => {
      insert.run(enrollmentId, form, bytes)
      return find(enrollmentId, form) ?? bytes
    },
  }
}
