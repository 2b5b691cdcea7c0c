'use client'

import dynamic from 'next/dynamic'

// One step is open at a time: each page comes with the form of that step and no other.
export const LazyConsentForm = dynamic(() =>
  import('../_consent/consent-form').then((module) => module.ConsentForm),
)

export const LazyCompareForm = dynamic(() =>
  import('../_compare/compare-form').then((module) => module.CompareForm),
)

export const LazyFinishForm = dynamic(() =>
  import('../_finish/finish-form').then((module) => module.FinishForm),
)
