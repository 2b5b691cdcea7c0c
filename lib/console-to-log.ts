import type { Logger } from 'pino'
import { errorFacts } from './error-facts'

const LONGEST_TEXT = 300

/**
 * Has what frameworks print as errors and warnings go through the log instead: as JSON lines with the request's id, and
 * of an error the facts alone. Next prints errors of pages whole, and a failed query's message quotes its parameters.
 *
 * @returns puts the console back
 */
export function consoleToLog(log: Logger, target: Pick<Console, 'error' | 'warn'> = console): () => void {
  const { error, warn } = target
  target.error = (...printed: unknown[]) => log.error(factsOf(printed), 'printed by a library')
  target.warn = (...printed: unknown[]) => log.warn(factsOf(printed), 'printed by a library')
  return () => Object.assign(target, { error, warn })
}

/** Texts as they are, cut; of errors the facts; of other objects nothing: they may be anything. */
function factsOf(printed: unknown[]) {
  const found = printed.find((one) => one instanceof Error)
  const texts = printed.filter((one) => typeof one === 'string')
  const quotes = texts.some((text) => /params:/.test(text))
  return {
    printed: quotes ? undefined : texts.join(' ').slice(0, LONGEST_TEXT),
    ...(found && errorFacts(found)),
  }
}
