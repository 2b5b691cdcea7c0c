import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { DeskError } from '@/lib/errors'
import { ARGON2 } from './create-staff'

/** Each verification holds 19 MiB and a core: more at once would starve the pages of people already at work. */
const AT_ONCE = 4
const WAITING_AT_MOST = 64

let running = 0
let hashed = 0
const waiting: (() => void)[] = []
let decoy: Promise<string> | undefined

/**
 * Whether `password` is the one behind `passwordHash` (argon2id, encoded). Without a hash it does the same work
 * against a decoy and answers false, so that the time taken does not tell who has an account.
 * @throws DeskError BUSY when too many people sign in at the same moment.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  await enter()
  try {
    decoy ??= hash(randomBytes(16), ARGON2)
    const compared = passwordHash ?? (await decoy)
    hashed += 1
    const same = await verify(compared, password)
    return same && passwordHash !== null
  } finally {
    leave()
  }
}

/** How many passwords this process has compared since it started: what throttling must keep small. */
export const passwordsCompared = () => hashed

async function enter(): Promise<void> {
  if (running < AT_ONCE) {
    running += 1
    return
  }
  if (waiting.length >= WAITING_AT_MOST) {
    throw new DeskError('BUSY', 'too many sign-ins at once', { userMessage: { key: 'signIn.busy' } })
  }
  // The place is handed over by whoever leaves: `running` does not change.
  await new Promise<void>((resolve) => waiting.push(resolve))
}

function leave(): void {
  const next = waiting.shift()
  if (next) next()
  else running -= 1
}
