export * from '../../../domain/canonical/html';
