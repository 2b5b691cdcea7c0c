import { readFileSync } from 'node:fs'
import path from 'node:path'
import { PAGES } from '@/lib/staff/access-registry'

/** How a browser asks for a page: whole, as the router walks on to it, and ahead of that. */
export const PAGE_VARIANTS: Record<string, Record<string, string>> = {
  html: {},
  rsc: { rsc: '1' },
  prefetch: { rsc: '1', 'next-router-prefetch': '1' },
  'prefetch of the tree': { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
}

/** What a form sends: React writes its fields as those of the first argument. */
export const FORM = {
  headers: { 'content-type': 'multipart/form-data; boundary=cut' },
  body: ['1_language"\r\n\r\nfr', '0"\r\n\r\n["$K1"]']
    .map((field) => `--cut\r\nContent-Disposition: form-data; name="${field}\r\n`)
    .concat('--cut--\r\n')
    .join(''),
}

const HOME = 'app/(desk)/page.tsx'

/** What stands in an address. */
export type DoorIds = {
  enrollmentId: string
  processId: string
  staffId: string
  /** A piece of evidence, and one that is an idclaim. */
  evidenceId: string
  idclaimId: string
}

/** The address of a page or route of the registry: its groups left out, its parameters filled. */
export function doorAddress(file: string, ids: DoorIds): string {
  const id = file.includes('/enrollments/')
    ? ids.enrollmentId
    : file.includes('/processes/')
      ? ids.processId
      : file.includes('/staff/')
        ? ids.staffId
        : file.includes('/entry/')
          ? ids.idclaimId
          : file.includes('/evidence/')
            ? ids.evidenceId
            : 'none'
  const filled = file
    .replace(/^app/, '')
    .replace(/\/(?:page\.tsx|route\.ts)$/, '')
    .replace(/\/\([^)]*\)/g, '')
    .replace('[id]', id)
    .replace('[enrollmentId]', ids.enrollmentId)
    .replace('[...nextauth]', 'session')
    .replace('[page]', '0')
    .replace('[index]', '0')
    .replace(/\[\w+\]/g, 'none')
  if (file.includes('/assist/[document]'))
    return `${filled.replace('/none/', '/selfie_image_upload/')}?total=1`
  if (file.includes('api/audit/export')) return `${filled}?format=jsonl`
  return filled || '/'
}

/** Under which id, and from which page, the build answers each action; from the home page those that every page has. */
export function builtActions(): Map<string, { id: string; page: string }> {
  const manifest = path.join(process.env.NEXT_DIST_DIR ?? '.next', 'server/server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>
  }
  return new Map(
    Object.entries(node).map(([id, { filename, exportedName, workers }]) => {
      const pages = Object.keys(workers).map((worker) => `${worker}.tsx`)
      const page = pages.includes(HOME) ? HOME : pages.find((file) => file in PAGES)
      return [`${filename}#${exportedName}`, { id, page: page ?? '' }]
    }),
  )
}

/** The id under which the build knows a server action, by the name it is exported under. */
export function actionIdOf(name: string): string {
  const found = [...builtActions()].find(([door]) => door.endsWith(`#${name}`))
  if (!found) throw new Error(`no action is called ${name}`)
  return found[1].id
}
