import { type DestinationStream, type Logger, pino } from 'pino'
import { errorFacts } from './error-facts'
import { requestId, requestStaffId } from './request-id'

/** Names that could carry a secret or a person, as far as three objects deep. */
const CUT = [
  'password',
  'token',
  'apiKey',
  'api_key',
  'secret',
  'authorization',
  'cookie',
  'headers',
  'body',
  'payload',
  'params',
  'email',
  'phone',
  'firstName',
  'lastName',
  'first_name',
  'last_name',
  'birthDate',
  'birth_date',
  'clientReference',
  'client_reference',
]

/**
 * The desk's log: JSON lines on standard output, each with the id of the request it was written for (`requestId`) and of
 * who sent it (`staffId`). An error (`err`) is told by its facts alone: messages may quote what was typed. Names that could
 * carry a secret or a person are cut out wherever they stand, as a second line of defence: the first is that nobody logs
 * them.
 *
 * @param destination where the lines go instead, for who must read them
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const [id, staffId] = [requestId(), requestStaffId()]
      return { ...(id !== null && { requestId: id }), ...(staffId !== null && { staffId }) }
    },
    serializers: { err: errorFacts },
    redact: { paths: CUT.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[cut]' },
  }
  return destination ? pino(options, destination) : pino(options)
}
