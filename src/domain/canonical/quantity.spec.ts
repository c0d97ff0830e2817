import { add, compare, divide, exact, multiply, parseDecimal, parseFraction, subtract, text } from './quantity';

describe('quantity', () => {
  test.each([
    ['12', '12'],
    ['-0.50', '-0.5'],
    ['.5', '0.5'],
    ['+7', '7'],
    ['1.000', '1'],
    ['0.1', '0.1'],
    ['-0', '0'],
    ['99999999999999999999.000000001', '99999999999999999999.000000001'],
  ])('reads %s as %s', (given, shown) => expect(text(exact(given))).toBe(shown));

  test.each(['', ' ', '1e5', '1,5', '1 000', 'abc', '--1', '1.2.3', '9'.repeat(41), 'NaN', '0x10'])('%j is no decimal', (given) =>
    expect(parseDecimal(given)).toBeUndefined(),
  );

  test('three thirds are one, and 0.1 + 0.2 is 0.3', () => {
    const third = parseFraction('1/3')!;
    expect(text(add(add(third, third), third))).toBe('1');
    expect(text(add(exact('0.1'), exact('0.2')))).toBe('0.3');
    expect(text(third)).toBe('0.333333333');
    expect(text(divide(exact('-2'), exact('3')))).toBe('-0.666666667');
    expect([text(exact('78.6'), 0), text(third, 0), text(exact('-0.4'), 0), text(exact('12'), 0)]).toEqual(['79', '0', '0', '12']);
  });

  test('a fraction that divides by zero is none', () => expect(parseFraction('1/0')).toBeUndefined());

  test('multiplying and dividing by a factor gives the number back', () => {
    for (let i = -50; i <= 50; i++) {
      for (const f of ['12', '1/12', '0.4536', '7/3']) {
        const a = exact(String(i));
        const factor = parseFraction(f)!;
        expect(compare(divide(multiply(a, factor), factor), a)).toBe(0);
        expect(compare(subtract(add(a, factor), factor), a)).toBe(0);
      }
    }
  });
});
