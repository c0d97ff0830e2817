import tseslint from 'typescript-eslint';

const framework = [
  '@nestjs/*',
  'typeorm',
  'pg',
  'pg-*',
  'node:*',
  '!node:zlib',
  'fs',
  'path',
  '**/modules/**',
  '**/platform/**',
  '**/database/**',
];

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      '.failpoints/**',
      '.failpoints-*/**',
      'node_modules/**',
      'tools/**',
      '**/*.cjs',
      'data/**',
      '.data/**',
      '.demo/**',
    ],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', 400],
    },
  },
  {
    files: ['src/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: framework }],
      'no-restricted-globals': ['error', 'process', 'fetch'],
      'no-restricted-properties': ['error', { object: 'Date', property: 'now' }],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
);
