import { test } from '@playwright/test'
import { testExample } from '../fixtures/testExample.ts'

test.describe('Nuxt', () => testExample('nuxt'))
