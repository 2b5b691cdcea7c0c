import { optionsFromEnvironment } from './options'
import { startSandbox } from './start-sandbox'

/** The sandbox as a process of its own: settings from the environment, one line when it is ready. */
async function main(): Promise<void> {
  const sandbox = await startSandbox(optionsFromEnvironment(process.env))
  const stop = () => {
    void sandbox.close().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  console.log(`sandbox listening on ${sandbox.url}`)
}

main().catch((error: unknown) => {
  console.error(`sandbox: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
