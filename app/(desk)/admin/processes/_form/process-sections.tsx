'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/app/_ui/checkbox'
import { SelectField } from '@/app/_ui/select-field'
import { TextField } from '@/app/_ui/text-field'
import { FormSection } from '../../../enrollments/new/_form/form-section'
import type { ProcessFormStart } from './process-form'
import { fieldId } from './read-process-form'

type SectionProps = { start: ProcessFormStart; errorOf: (field: string) => string | undefined }

const ENVIRONMENTS = ['sandbox', 'preproduction', 'production'] as const

/** What it is called here, what it is at ID360. */
export function IdentitySection({ start, errorOf }: SectionProps) {
  const t = useTranslations('processes.form')
  const environments = useTranslations('common.environment')
  const { fields, used, deskEnvironment } = start
  return (
    <FormSection legend={t('section.identity')}>
      <TextField
        id={fieldId('name')}
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        error={errorOf('name')}
        defaultValue={fields.name}
        autoComplete="off"
        required
      />
      <TextField
        id={fieldId('id360Uuid')}
        name="id360Uuid"
        label={t('uuid')}
        hint={used ? t('uuidUsed') : t('uuidHint')}
        error={errorOf('id360Uuid')}
        defaultValue={fields.id360Uuid}
        readOnly={used}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="font-mono read-only:bg-sunken"
        required
      />
      <SelectField
        id={fieldId('environment')}
        name="environment"
        label={t('environment')}
        hint={t('environmentHint')}
        error={errorOf('environment')}
        placeholder={t('environmentDesk', { environment: environments(deskEnvironment) })}
        options={ENVIRONMENTS.map((value) => ({ value, label: environments(value) }))}
        defaultValue={fields.environment ?? ''}
      />
    </FormSection>
  )
}

/** How people do it, and what it asks of them. */
export function HowSection({ start, errorOf }: SectionProps) {
  const t = useTranslations('processes.form')
  const ways = useTranslations('processes.ways')
  const { byLink, assisted, asksSelfie, makesIdclaim } = start.fields
  const chosen = byLink && assisted ? 'both' : byLink ? 'link' : assisted ? 'assisted' : ''
  return (
    <FormSection legend={t('section.how')}>
      <SelectField
        id={fieldId('byLink')}
        name="byLink"
        label={t('ways')}
        error={errorOf('byLink')}
        placeholder={chosen === '' ? t('choose') : undefined}
        options={(['both', 'link', 'assisted'] as const).map((value) => ({ value, label: ways(value) }))}
        defaultValue={chosen}
        required
      />
      <Checkbox name="asksSelfie" label={t('selfie')} defaultChecked={asksSelfie} />
      <Checkbox
        name="makesIdclaim"
        label={t('idclaim')}
        hint={t('idclaimHint')}
        defaultChecked={makesIdclaim}
      />
    </FormSection>
  )
}

/** What the form of new enrollments begins with, and where the person ends. */
export function DefaultsSection({ start, errorOf }: SectionProps) {
  const t = useTranslations('processes')
  const common = useTranslations('common')
  const { fields, groups } = start
  return (
    <FormSection legend={t('form.section.defaults')}>
      <SelectField
        id={fieldId('defaultLanguage')}
        name="defaultLanguage"
        label={t('form.language')}
        error={errorOf('defaultLanguage')}
        options={(['fr', 'en'] as const).map((value) => ({ value, label: common(`languages.${value}`) }))}
        defaultValue={fields.defaultLanguage}
      />
      <SelectField
        id={fieldId('defaultGroupId')}
        name="defaultGroupId"
        label={t('form.group')}
        hint={t('form.groupHint')}
        error={errorOf('defaultGroupId')}
        placeholder={common('noGroup')}
        options={groups.map(({ id, name, state }) => ({
          value: id,
          label: state === 'active' ? name : t('groupRetired', { name }),
        }))}
        defaultValue={fields.defaultGroupId ?? ''}
      />
      <TextField
        id={fieldId('browserCallbackUrl')}
        name="browserCallbackUrl"
        type="url"
        inputMode="url"
        label={t('form.landing')}
        hint={t('form.landingHint')}
        error={errorOf('browserCallbackUrl')}
        defaultValue={fields.browserCallbackUrl ?? ''}
        autoComplete="off"
        optional
      />
    </FormSection>
  )
}
