import { openDesk } from '@/lib/desk'
import { parseSettings, SettingsError } from '@/lib/env'
import { startBackground } from '@/lib/jobs/start-background'

/** The worker alone, beside servers that run with WORKER=off. */
try {
  const desk = openDesk(parseSettings(process.env))
  const background = startBackground(desk)
  desk.log.info('the worker is up')
  // The poll's timer keeps the process alive until it is told to stop.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      await background.stop()
      await desk.close()
      desk.log.info('the worker has stopped')
    })
  }
} catch (error) {
  if (!(error instanceof SettingsError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
