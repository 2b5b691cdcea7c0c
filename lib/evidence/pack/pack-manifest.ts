import { z } from 'zod'

export const MANIFEST_PATH = 'manifest.json'
export const PACK_FORMAT = 'id360-desk-evidence-pack'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const size = z.number().int().min(0)

const packedFile = z.object({
  /** Inside the pack. */
  path: z.string().min(1),
  /** A kind of evidence, or `timeline`, `summary`: what the desk itself wrote. */
  kind: z.string(),
  part: z.string(),
  contentType: z.string(),
  /** Of the bytes in this pack. */
  sha256,
  size,
  /** Secrets were hidden: the bytes are not those that ID360 delivered. */
  masked: z.boolean(),
  /** Of the bytes that ID360 delivered, which the desk keeps; the same unless `masked`. Null for the desk's own files. */
  original: z.object({ sha256, size }).nullable(),
  /** Path at ID360, without its secrets; null for the desk's own files. */
  source: z.string().nullable(),
  origin: z.string().nullable(),
  /** ISO 8601, UTC. */
  capturedAt: z.string().nullable(),
  /** A later capture differs, and is in the pack as well. */
  superseded: z.boolean(),
  /** `wrong_type`: as delivered, and not what such evidence is made of. */
  state: z.string(),
  /** The hash the report gives of a document, and whether the bytes have it. */
  reportedHash: z.string().nullable(),
  hashMatch: z.boolean().nullable(),
})

const leftOutFile = z.object({
  kind: z.string(),
  part: z.string(),
  original: z.object({ sha256, size }),
  source: z.string(),
  capturedAt: z.string(),
  /** `damaged`: what is kept is no longer what was captured; `unreadable`: the disk did not give it this time. */
  reason: z.enum(['damaged', 'unreadable']),
})

/** What lies in a pack and what each file must be. Instants in ISO 8601, UTC. */
export const packManifest = z.object({
  format: z.literal(PACK_FORMAT),
  version: z.literal(1),
  madeAt: z.string(),
  madeBy: z.string(),
  environment: z.string(),
  enrollment: z.object({
    id: z.string(),
    id360Id: z.string().nullable(),
    clientReference: z.string().nullable(),
    process: z.string(),
    status: z.string(),
    confirmation: z.string(),
    finishedAt: z.string().nullable(),
  }),
  files: z.array(packedFile),
  /** Kept by the desk, and not fit to be given. */
  leftOut: z.array(leftOutFile),
  /** Kinds that are due and not captured (yet). */
  owed: z.array(z.string()),
})

export type PackManifest = z.infer<typeof packManifest>
export type PackedFile = z.infer<typeof packedFile>
export type LeftOutFile = z.infer<typeof leftOutFile>
