import type { Attempt, Deliveries, PendingDelivery } from '../store/deliveries'
import { callbackPoster } from './post-callback'

export type DelivererSettings = {
  callbackBackoffMs: number
  callbackBackoffMaxMs: number
  callbackConcurrency: number
  callbackTimeoutMs: number
  callbackMaxAttempts: number
}

export type Deliverer = {
  /** Takes over deliveries that are already committed. */
  add(deliveries: readonly PendingDelivery[]): void
  /** Writes the outcomes that still wait for their batch. */
  flush(): void
  /** Stops at once; what was under way is tried again after a restart. */
  stop(): void
}

const BATCH_SIZE = 200
const BATCH_DELAY_MS = 20

/** Full jitter: any delay up to the exponential one. `attempts` counts those already made. */
export function backoffMs(attempts: number, firstMs: number, maxMs: number, random = Math.random): number {
  return Math.ceil(random() * Math.min(maxMs, firstMs * 2 ** Math.min(attempts - 1, 30)))
}

/**
 * Delivers callbacks until each gets a 2xx or has been refused too often.
 * First attempts of one endpoint go in order, one at a time; a refused one is retried on its own and holds
 * nothing back, so a late intermediate callback may overtake or follow the final one, as with ID360 [wiki].
 */
export function startDeliverer(deliveries: Deliveries, settings: DelivererSettings): Deliverer {
  const poster = callbackPoster(settings.callbackConcurrency, settings.callbackTimeoutMs)
  const lanes = new Map<number, PendingDelivery[]>()
  const timers = new Set<NodeJS.Timeout>()
  let ready: PendingDelivery[] = []
  let nextReady = 0
  let inFlight = 0
  let stopped = false
  let attempts: Attempt[] = []
  let batchTimer: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(batchTimer)
    batchTimer = undefined
    if (attempts.length === 0) return
    const batch = attempts
    attempts = []
    deliveries.record(batch)
  }

  function makeReady(delivery: PendingDelivery): void {
    const wait = delivery.dueAt - Date.now()
    if (wait <= 0) {
      ready.push(delivery)
      return
    }
    const timer = setTimeout(() => {
      timers.delete(timer)
      ready.push(delivery)
      pump()
    }, wait)
    timers.add(timer)
  }

  function pump(): void {
    while (!stopped && inFlight < settings.callbackConcurrency) {
      const delivery = ready[nextReady]
      if (!delivery) break
      nextReady += 1
      inFlight += 1
      void attempt(delivery)
    }
    if (nextReady > 1000) {
      ready = ready.slice(nextReady)
      nextReady = 0
    }
  }

  async function attempt(delivery: PendingDelivery): Promise<void> {
    const parcel = deliveries.parcel(delivery.id)
    const outcome = parcel ? await poster.post(parcel) : 'gone'
    inFlight -= 1
    if (stopped) return
    const first = delivery.attempts === 0
    delivery.attempts += 1
    const delivered = /^2\d\d$/.test(outcome)
    const dead = !delivered && (!parcel || delivery.attempts >= settings.callbackMaxAttempts)
    if (!delivered && !dead) {
      const delay = backoffMs(delivery.attempts, settings.callbackBackoffMs, settings.callbackBackoffMaxMs)
      delivery.dueAt = Date.now() + delay
    }
    attempts.push({
      id: delivery.id,
      outcome,
      state: delivered ? 'delivered' : dead ? 'dead' : 'pending',
      at: Date.now(),
      dueAt: delivery.dueAt,
    })
    if (attempts.length >= BATCH_SIZE) flush()
    else batchTimer ??= setTimeout(flush, BATCH_DELAY_MS)
    if (!delivered && !dead) makeReady(delivery)
    if (first) advance(delivery.endpointId)
    pump()
  }

  function advance(endpointId: number): void {
    const lane = lanes.get(endpointId)
    lane?.shift()
    const next = lane?.[0]
    if (next) makeReady(next)
    else lanes.delete(endpointId)
  }

  function add(added: readonly PendingDelivery[]): void {
    for (const delivery of added) {
      if (delivery.attempts > 0) {
        makeReady(delivery)
        continue
      }
      const lane = lanes.get(delivery.endpointId)
      if (lane) lane.push(delivery)
      else {
        lanes.set(delivery.endpointId, [delivery])
        makeReady(delivery)
      }
    }
    pump()
  }

  add(deliveries.pending())
  return {
    add,
    flush,
    stop: () => {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
      flush()
      poster.close()
    },
  }
}
