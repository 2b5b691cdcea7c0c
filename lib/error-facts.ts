/** What the log may say of an error that nobody expected. */
export type ErrorFacts = {
  error: string
  reason?: string | undefined
  systemCode?: string | undefined
  /** The reference that a page shows, when Next gave it one. */
  digest?: string | undefined
  at?: string[] | undefined
}

/** Name, code and place; the message only where it cannot quote a query's parameters (drizzle's does). */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { error: typeof error }
  const root = error.cause instanceof Error ? error.cause : error
  const quotes = root === error && /params:/.test(error.message)
  return {
    error: error.name,
    reason: quotes ? undefined : root.message.slice(0, 300),
    systemCode: textOf(root, 'code'),
    digest: textOf(error, 'digest'),
    at: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12),
  }
}

function textOf(error: Error, name: 'code' | 'digest'): string | undefined {
  const value = (error as Error & Partial<Record<typeof name, unknown>>)[name]
  return typeof value === 'string' ? value : undefined
}
