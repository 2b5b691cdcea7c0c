import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { sandboxApp } from './app'
import { startDeliverer } from './callbacks/deliverer'
import { faultBox } from './control/fault-box'
import { requestLog } from './control/request-log'
import { optionsSchema, type SandboxOptions } from './options'
import type { Sandbox } from './sandbox'
import { tokenBook } from './session/token-book'
import { deliveriesOf } from './store/deliveries'
import { enrollmentsOf } from './store/enrollments'
import { idclaimsOf } from './store/idclaims'
import { openStore, type Store } from './store/open-store'
import type { Authority } from './trust/authority'

export type RunningSandbox = {
  /** Without a trailing slash; the API is below `${url}/api/1.0.0`. */
  url: string
  port: number
  /** Stops at once: open connections are cut, callbacks under way are tried again at the next start. */
  close(): Promise<void>
}

/** One authority a process, however many ask at once; its libraries are loaded only then: they slow the start. */
function authorityOf(store: Store): () => Promise<Authority> {
  let opened: Promise<Authority> | undefined
  return () => {
    opened ??= import('./trust/authority').then(({ openAuthority }) => openAuthority(store))
    return opened
  }
}

/**
 * Starts the sandbox in this process, with real HTTP. Settings not given have the defaults of `optionsSchema`.
 * Throws a ZodError for a wrong setting, and the server's error when the port cannot be had.
 */
export async function startSandbox(options: Partial<SandboxOptions> = {}): Promise<RunningSandbox> {
  const settings = optionsSchema.parse(options)
  const store = openStore(settings.dataDir)
  const deliveries = deliveriesOf(store)
  const sandbox: Sandbox = {
    options: settings,
    publicUrl: '',
    store,
    enrollments: enrollmentsOf(store),
    deliveries,
    idclaims: idclaimsOf(store),
    authority: authorityOf(store),
    tokens: tokenBook(store, settings.tokenTtlS * 1000),
    deliverer: startDeliverer(deliveries, settings),
    faults: faultBox(),
    log: requestLog(),
  }
  const server = createAdaptorServer({
    fetch: sandboxApp(sandbox).fetch,
    overrideGlobalObjects: false,
  }) as Server
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(settings.port, settings.host, resolve)
    })
  } catch (error) {
    sandbox.deliverer.stop()
    store.close()
    throw error
  }
  const { port } = server.address() as AddressInfo
  const everywhere = settings.host === '0.0.0.0' || settings.host === '::'
  const url = `http://${everywhere ? '127.0.0.1' : settings.host}:${port}`
  sandbox.publicUrl = settings.publicUrl?.replace(/\/+$/, '') ?? url

  return {
    url,
    port,
    close: async () => {
      sandbox.deliverer.stop()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      store.close()
    },
  }
}
