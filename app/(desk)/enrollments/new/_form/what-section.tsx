'use client'

import { useTranslations } from 'next-intl'
import { LanguageChoice } from '@/app/_enrollment-link/language-choice'
import { SelectField } from '@/app/_ui/select-field'
import type { CheckedField } from '@/lib/enrollments/check-enrollment-field'
import type { FormChoices } from './form-choices'
import { FormSection } from './form-section'
import { FormTextField } from './form-text-field'
import { fieldId } from './read-form'
import { ReferenceUsed } from './reference-used'

/** What is made: the process (it decides the rest), the group, the reference, the language of the journey. */
export function WhatSection({
  choices,
  groupId,
  processId,
  onProcess,
  language,
  onLanguage,
  errorOf,
  warning,
}: {
  choices: FormChoices
  groupId: string | null
  processId: string
  onProcess: (processId: string) => void
  language: 'fr' | 'en'
  onLanguage: (language: 'fr' | 'en') => void
  errorOf: (field: string) => string | undefined
  warning: CheckedField['warning']
}) {
  const t = useTranslations('newEnrollment')
  const common = useTranslations('common')
  return (
    <FormSection legend={t('groups.what')}>
      <SelectField
        id={fieldId('processId')}
        name="processId"
        label={t('field.processId')}
        hint={t('processHint')}
        error={errorOf('processId')}
        placeholder={t('chooseProcess')}
        options={choices.processes.map(({ id, name }) => ({ value: id, label: name }))}
        value={processId}
        onChange={(event) => onProcess(event.target.value)}
        required
      />
      <SelectField
        id={fieldId('groupId')}
        name="groupId"
        label={t('field.groupId')}
        hint={t('groupHint')}
        error={errorOf('groupId')}
        placeholder={choices.noGroup ? common('noGroup') : t('chooseGroup')}
        options={choices.groups}
        defaultValue={groupId ?? ''}
        required={!choices.noGroup}
      />
      <FormTextField
        name="clientReference"
        error={errorOf('clientReference')}
        hint={warning ? <ReferenceUsed warning={warning} /> : t('referenceHint')}
      />
      <LanguageChoice legend={t('field.language')} name="language" value={language} onChange={onLanguage} />
    </FormSection>
  )
}
