import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'

export type Server = {
  url: string
  port: number
  process: ChildProcess
  /** Asks it to end (SIGTERM), and ends it for good after ten seconds. */
  stop(): Promise<void>
  /** SIGKILL: what a power cut looks like. */
  kill(): Promise<void>
}

/** A port nobody listens on now, on loopback. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

type Options = {
  name: string
  command: string
  args: string[]
  env: Record<string, string | undefined>
  port: number
  /** Answers 2xx once the server is ready. */
  readyPath: string
  readyWithinMs?: number
  output: 'inherit' | 'ignore'
}

/** Starts a server process and waits until it answers. @throws Error when it ends or stays silent. */
export async function runServer(options: Options): Promise<Server> {
  const child = spawn(options.command, options.args, {
    env: { ...process.env, ...options.env },
    stdio: [
      'ignore',
      options.output === 'inherit' ? 2 : 'ignore',
      options.output === 'inherit' ? 2 : 'ignore',
    ],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await exited
    clearTimeout(timer)
  }
  const url = `http://127.0.0.1:${options.port}`
  const server = {
    url,
    port: options.port,
    process: child,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
  const deadline = Date.now() + (options.readyWithinMs ?? 60_000)
  while (!(await answers(`${url}${options.readyPath}`))) {
    const ended = child.exitCode !== null || child.signalCode !== null
    if (ended || Date.now() > deadline) {
      await server.kill()
      throw new Error(`${options.name} ${ended ? 'ended before it was ready' : 'did not answer in time'}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return server
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

/** Starts the sandbox on `port` (loopback). */
export function runSandbox(options: {
  port: number
  dataDir: string
  env?: Record<string, string>
  output?: 'inherit' | 'ignore'
}): Promise<Server> {
  return runServer({
    name: 'the sandbox',
    command: process.execPath,
    args: ['--import', 'tsx', 'lib/id360-sandbox/main.ts'],
    env: { SANDBOX_PORT: String(options.port), SANDBOX_DATA_DIR: options.dataDir, ...options.env },
    port: options.port,
    readyPath: '/openapi.json',
    output: options.output ?? 'ignore',
  })
}

/** Starts the production build of the desk on `port`. */
export function runDesk(options: {
  port: number
  env: Record<string, string>
  output?: 'inherit' | 'ignore'
  dev?: boolean
}): Promise<Server> {
  return runServer({
    name: 'the desk',
    command: process.execPath,
    args: ['node_modules/next/dist/bin/next', options.dev ? 'dev' : 'start', '-p', String(options.port)],
    env: {
      NODE_ENV: options.dev ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: String(options.port),
      ...options.env,
    },
    port: options.port,
    readyPath: '/api/health',
    output: options.output ?? 'ignore',
  })
}
