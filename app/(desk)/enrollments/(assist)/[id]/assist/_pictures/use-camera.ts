'use client'

import { useEffect, useState } from 'react'

/** Why there is no picture from the camera: a key below `assisted.pictures.camera.failed`. */
export type CameraFailure = 'refused' | 'missing' | 'busy' | 'insecure' | 'policy'

type CameraState =
  | { state: 'starting' }
  | { state: 'on'; stream: MediaStream; devices: string[] }
  | { state: 'failed'; why: CameraFailure }

/** Large enough for the small print of an identity document. */
const SIZE = { width: { ideal: 2560 }, height: { ideal: 1920 } }

/**
 * The camera, while the component that asks is there: the light goes out when it leaves. `next` takes the next camera
 * of the device, where there are several.
 */
export function useCamera(facing: 'user' | 'environment') {
  const [camera, setCamera] = useState<CameraState>({ state: 'starting' })
  const [device, setDevice] = useState<string | null>(null)
  useEffect(() => {
    let wanted = true
    let stream: MediaStream | null = null
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    async function start() {
      setCamera({ state: 'starting' })
      if (!window.isSecureContext || !navigator.mediaDevices) {
        return setCamera({ state: 'failed', why: 'insecure' })
      }
      if (!isAllowedHere()) return setCamera({ state: 'failed', why: 'policy' })
      try {
        const which = device ? { deviceId: { exact: device } } : { facingMode: facing }
        stream = await navigator.mediaDevices.getUserMedia({ video: { ...which, ...SIZE }, audio: false })
        if (!wanted) return stop()
        const all = await navigator.mediaDevices.enumerateDevices()
        const devices = all.filter(({ kind }) => kind === 'videoinput').map(({ deviceId }) => deviceId)
        if (wanted) setCamera({ state: 'on', stream, devices })
        else stop()
      } catch (error) {
        stop()
        if (wanted) setCamera({ state: 'failed', why: failureOf(error) })
      }
    }
    void start()
    return () => {
      wanted = false
      stop()
    }
  }, [facing, device])

  function next() {
    if (camera.state !== 'on') return
    const now = camera.stream.getVideoTracks()[0]?.getSettings().deviceId ?? ''
    setDevice(camera.devices[(camera.devices.indexOf(now) + 1) % camera.devices.length] ?? null)
  }
  return { camera, next }
}

/**
 * Only this page's address is allowed the camera (Permissions-Policy), and the rule is that of the address at which the
 * tab was loaded: who came here from another page of the desk without a new load has none. Only Chromium can be asked.
 */
function isAllowedHere(): boolean {
  const { featurePolicy } = document as Document & {
    featurePolicy?: { allowsFeature(feature: string): boolean }
  }
  return featurePolicy?.allowsFeature('camera') ?? true
}

function failureOf(error: unknown): CameraFailure {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  return 'busy'
}
