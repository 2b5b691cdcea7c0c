/** Next calls this once when a server starts, before it takes requests. */
export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.NEXT_PHASE !== 'phase-production-build') {
    const { startServer } = await import('@/lib/start-server')
    startServer()
  }
}
