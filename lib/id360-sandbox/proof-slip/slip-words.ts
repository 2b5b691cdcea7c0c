import type { DocumentType } from '../documents/document-types'
import type { Status } from '../statuses'

/** How the slip, which is French, names verdicts, steps and documents; an unknown name stands as it is. */
export const VERDICTS: Partial<Record<Status, string>> = {
  OK: 'Identité vérifiée (OK)',
  KO: 'Identité refusée (KO)',
}

export const STEPS: Record<string, string> = {
  profile: 'Données déclarées',
  phone_detection: 'Contrôle du téléphone',
  id_document: 'Capture de la pièce d’identité',
  fake_photo_id: 'Authenticité de la pièce',
  proof_of_address: 'Justificatif de domicile',
  liveness$0: 'Preuve de vie (1er défi)',
  liveness$1: 'Preuve de vie (2e défi)',
  facecomparison: 'Comparaison faciale',
  digital_identity: 'Identité numérique',
}

export const DOCUMENTS: Record<DocumentType, string> = {
  identity_document: 'Pièce d’identité',
  selfie: 'Portrait',
  liveness: 'Preuve de vie',
  proof_of_address: 'Justificatif de domicile',
}
