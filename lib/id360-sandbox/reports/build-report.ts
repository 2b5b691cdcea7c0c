import { toId360Time, toId360TimeOrNull } from '../id360-time'
import { documentIdentity } from '../journey/document-identity'
import { findKoCause } from '../ko-causes'
import { ACCOUNT_OPENING, type Process, stepsOf, takesSelfie } from '../processes'
import type { CallbackHeader, Enrollment, StoredEndpoint } from '../store/enrollment'
import { externalMethods } from './external-methods'
import { previousReports } from './previous-reports'
import { reportDocuments } from './report-documents'
import { reportSignature } from './report-signature'
import { reportSteps } from './report-steps'
import { asReported, revisedKeys } from './revise-report'
import { UNKNOWN_TOP_LEVEL, unknownStep } from './unknown-keys'
import { validatorReport } from './validator-report'

/** A number of 24 hexadecimal digits that is always the same for an enrollment. */
const oidOf = (enrollment: Enrollment) => enrollment.id.toString(16).padStart(24, '0')

function identityOf(enrollment: Enrollment) {
  const read = documentIdentity(enrollment)
  const { person } = enrollment.detail
  return {
    name: read.last_name,
    first_names: read.first_name.split(/\s+/),
    first_name: read.first_name,
    birth_date: read.birth_date,
    gender: 'X',
    email: person.email ?? null,
    phone_number: person.phone_number ?? null,
    address: {
      line_1: person.address_line_1 ?? null,
      line_2: person.address_line_2 ?? null,
      line_3: person.address_line_3 ?? null,
      zip_code: person.zip_code ?? null,
      city: person.city ?? null,
      country: person.country ?? null,
    },
  }
}

function inputFilesOf(enrollment: Enrollment) {
  return Object.entries(enrollment.detail.uploads).flatMap(([name, upload]) =>
    upload.pages.map((page) => ({
      name,
      page_number: page.index,
      size: page.size,
      media_type: page.mediaType,
      hash: page.md5,
      hash_algorithm: 'MD5',
    })),
  )
}

/** The callback headers of all endpoints: the report echoes them [wiki]. */
export function secretsOf(endpoints: readonly StoredEndpoint[]): CallbackHeader[] {
  return endpoints.flatMap((endpoint) => endpoint.headers)
}

/**
 * The JSON report, a pure function of the enrollment: the same bytes each time it is asked for.
 * Has every key that was seen [client, wiki]; the callback secrets are inside, as in the real one.
 */
export async function buildReport(
  recorded: Enrollment,
  process: Process,
  endpoints: readonly StoredEndpoint[],
): Promise<Record<string, unknown>> {
  const enrollment = asReported(recorded)
  const { detail } = enrollment
  const steps = stepsOf(process, detail.routeId)
  const secrets = secretsOf(endpoints)
  const cause = detail.koCause ? findKoCause(detail.koCause) : undefined
  const judged = enrollment.status === 'OK' || enrollment.status === 'KO'
  const codes = cause?.bareReport ? [] : (cause?.statusCodes ?? [])
  const identity = identityOf(enrollment)
  const report: Record<string, unknown> = {
    id: enrollment.id,
    status: enrollment.status,
    identity_status: judged ? enrollment.status : null,
    reason: enrollment.reason,
    status_codes: codes.map((one) => one.status_code),
    [cause?.singularSpelling ? 'all_status_code' : 'all_status_codes']: codes,
    version: '2.1',
    oid: oidOf(enrollment),
    level: process.level,
    environment: 'sandbox',
    id_verification_service: 'ID360 sandbox',
    process_id: process.number,
    process_uuid: process.uuid,
    process_name: process.name,
    process_version: process.version,
    client_id: 42,
    client_name: 'Exemple SA',
    creator_id: 7,
    creator_name: detail.creator,
    client_reference: enrollment.clientReference,
    creation_time: toId360Time(enrollment.createdAt),
    starting_time: toId360TimeOrNull(enrollment.startedAt),
    finished_time: toId360TimeOrNull(enrollment.finishedAt),
    accepted_cgu: detail.consent?.cgu ?? false,
    accepted_personal_data_processing: detail.consent?.cgu ?? false,
    uses_biometry: takesSelfie(steps),
    enrollment: {
      id: enrollment.id,
      ...detail.person,
      browser_callback_url: detail.browserCallbackUrl,
      callback_headers: secrets,
    },
    identity,
    documents: await reportDocuments(enrollment, steps),
    steps: {
      ...reportSteps(enrollment, secrets),
      ...(cause?.unknownKeys && unknownStep(enrollment, secrets)),
    },
    extracted_data: { identity_document: documentIdentity(enrollment) },
    external_methods: externalMethods(enrollment, process, secrets),
    finalizer_reports: judged ? { validator_report: validatorReport(enrollment, cause) } : {},
    previous_reports: cause?.secondAttempt ? previousReports(enrollment) : [],
    all_input_files: inputFilesOf(enrollment),
    archive_reference: judged ? `ARCHIVE-${enrollment.id}` : null,
    ...(cause?.otherStatusCodes && { all_status_code: cause.otherStatusCodes }),
    ...(cause?.unknownKeys && UNKNOWN_TOP_LEVEL),
    ...revisedKeys(enrollment, identity),
  }
  if (process.uuid === ACCOUNT_OPENING.uuid) report.signature = reportSignature(oidOf(enrollment))
  if (cause?.bareReport) {
    for (const key of ['status_codes', 'all_status_codes', 'finalizer_reports']) delete report[key]
  }
  return report
}
