import { openStore } from '@/db/open-store'
import type { Actor, Context } from '@/lib/context'
import { parseSettings, type Settings } from '@/lib/env'
import { isTrouble } from '@/lib/id360/count-calls'
import { createId360Client, type Id360Event } from '@/lib/id360/create-id360-client'
import { createLog } from '@/lib/log'
import { createKeyring } from '@/lib/sealing/keyring'

/** What one process of the desk holds: the store, the ID360 session, the keys, the log. */
export type Desk = Omit<Context, 'actor'> & { close(): Promise<void> }

/**
 * Opens a desk with the given settings. The caller closes it.
 * @throws SettingsError never (settings are parsed), but whatever the store throws when the database cannot be opened.
 */
export function openDesk(settings: Settings): Desk {
  const log = createLog(settings.LOG_LEVEL)
  const store = openStore(settings.DATABASE_URL)
  const { id360, id360User } = id360Clients(settings, (event) => logCall(log, event))
  return {
    store,
    id360,
    id360User,
    log,
    settings,
    keys: createKeyring(settings.DATA_KEYS),
    clock: Date.now,
    async close() {
      id360.close()
      id360User?.close()
      await store.close()
    },
  }
}

/** A call that failed for the connection's or ID360's own sake is worth a warning, whoever asked and however it went on. */
export const logCall = (log: Context['log'], event: Id360Event): void =>
  log[isTrouble(event) ? 'warn' : 'debug']({ id360: event }, 'id360')

/** The desk's own account and, when one is set, a person's for the archive: each with a session of its own. */
export function id360Clients(
  settings: Settings,
  notify: (event: Id360Event) => void = () => {},
): Pick<Context, 'id360' | 'id360User'> {
  const { ID360_USER_USERNAME: username, ID360_USER_PASSWORD: password, ID360_USER_TOKEN: token } = settings
  const common = {
    baseUrl: settings.ID360_BASE_URL,
    proofSlipPath: settings.ID360_PROOF_SLIP_PATH,
    timeouts: { defaultMs: settings.ID360_TIMEOUT_MS },
    notify,
  }
  const id360 = createId360Client({
    ...common,
    username: settings.ID360_USERNAME,
    password: settings.ID360_PASSWORD,
  })
  if (username === undefined || password === undefined) return { id360, id360User: null }
  return { id360, id360User: createId360Client({ ...common, username, password, secondFactorToken: token }) }
}

// Next bundles instrumentation, pages and routes apart: what they share must live on the process.
const holder = globalThis as typeof globalThis & { __id360Desk?: Desk }

/** The desk of this process, opened from the environment at first use. @throws SettingsError */
export function theDesk(): Desk {
  holder.__id360Desk ??= openDesk(parseSettings(process.env))
  return holder.__id360Desk
}

/** The context in which a verb runs on behalf of `actor`. */
export function contextFor(actor: Actor, desk: Desk = theDesk()): Context {
  const { store, id360, id360User, log, settings, keys, clock } = desk
  return { actor, store, id360, id360User, log, settings, keys, clock }
}
