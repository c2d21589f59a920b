import { test } from '@playwright/test'
import { testExample } from '../fixtures/testExample.ts'

test.describe('Next.js', () => testExample('next'))
