import { type Logger, pino } from 'pino'

/**
 * The desk's log: JSON lines on standard output. Names that could carry a secret or a person are cut out wherever they
 * stand, as a second line of defence: the first is that nobody logs them.
 */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'password',
        'token',
        'apiKey',
        'api_key',
        'secret',
        'headers',
        'body',
        'email',
        'phone',
      ].flatMap((name) => [name, `*.${name}`]),
      censor: '[cut]',
    },
  })
}
