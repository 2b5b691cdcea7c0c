import { startDraining } from '@/lib/callbacks/draining'
import { consoleToLog } from '@/lib/console-to-log'
import { type Desk, theDesk } from '@/lib/desk'
import { SettingsError } from '@/lib/env'
import { startBackground } from '@/lib/jobs/start-background'
import { nameRequests } from '@/lib/request-id'
import { tellRemoteAddresses } from '@/lib/staff/client-address'

/** Starts this server process: settings, database, background work, and an orderly end. Wrong settings end it at once. */
export function startServer(): void {
  const desk = openOrExit()
  nameRequests()
  if (process.env.NODE_ENV === 'production') consoleToLog(desk.log)
  const { settings, log } = desk
  // next-auth reads these two by itself; the desk has one name for each.
  process.env.NEXTAUTH_URL ??= settings.PUBLIC_URL
  process.env.NEXTAUTH_SECRET ??= settings.AUTH_SECRET
  tellRemoteAddresses()
  const background = settings.WORKER === 'embedded' ? startBackground(desk) : null
  log.info({ environment: settings.ID360_ENVIRONMENT, worker: settings.WORKER }, 'the desk is up')
  process.once('SIGTERM', () => {
    // Next closes the server and ends the process; until then, callbacks are told to come again.
    startDraining()
    void background?.stop()
  })
}

function openOrExit(): Desk {
  try {
    return theDesk()
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
