// Pieces of unwanted comments, by kind. Each function makes one.
const FIRST = ['Ana', 'Ben', 'Carla', 'Elena', 'Greta', 'José', 'Lars', 'Nora',
  'Omar', 'Rosa', 'Sam', 'Wendy', 'Kevin', 'Steve', 'Mia', 'Jack', 'Robert',
  'Victor', 'Sofia', 'Daniel', 'Emma', 'Harry', 'Olga', 'Bruno', 'Linda',
  'Paul', 'Tina', 'George', 'Clara', 'Frank', 'Nadia', 'Oscar'];
const LAST = ['Olson', 'Berg', 'Ruiz', 'Yang', 'Peterson', 'Smith', 'Brown',
  'Petrov', 'Garcia', 'Jones', 'Miller', 'Lee',
  'White', 'Novak', 'King', 'Hill', 'Costa', 'Moore', 'Green'];
// Mostly where honest people have theirs, too.
const MAIL = ['example.org', 'example.com', 'example.net', 'mail.example',
  'inbox.example', 'north.example', 'webmail.test', 'promo.example'];

const person = (d, more = {}) => {
  const first = d.one(FIRST), last = d.one(LAST);
  return { name: d.chance(50) ? `${first} ${last}` :
    d.chance(50) ? first : `${first}${d.number(10, 999)}`,
  email: `${first.toLowerCase().replace('é', 'e')}${d.number(1, 9999)}@${d.one(MAIL)}`, ...more };
};

const host = (d, words) =>
  `${d.one(words)}${d.chance(40) ? '-' + d.one(['24', 'best', 'top', 'online',
    'pro', 'club', 'usa', 'vip']) : ''}.${d.one(['example', 'test'])}`;
const link = (d, words, path = '') => d.one(['https://', 'http://',
  'https://www.', 'www.', '']) + host(d, words) +
  (path || d.chance(50) ? `/${path || d.one(['go', 'offer', 'start', 'promo',
    'ref?id=' + d.number(100, 9999), 'index.php', 'buy'])}` : '');
const lines = (d, ...parts) => parts.filter(Boolean)
  .join(d.one([' ', ' ', '\n', '\n\n']));

const CASINO = ['casino', 'slots', 'jackpot', 'betwin', 'poker', 'roulette',
  'spinwin', 'luckyspin'];
const PILLS = ['pills', 'pharmacy', 'cheapmeds', 'rxstore', 'bluepill',
  'medshop', 'generics'];
const SEO = ['seo', 'rankup', 'backlinks', 'traffic', 'serp', 'linkboost'];
const COIN = ['coin', 'crypto', 'btcprofit', 'tradebot', 'blockgain', 'tokens'];
const LOAN = ['loans', 'fastcash', 'quickcredit', 'lending', 'debtfree'];
const DATE = ['dating', 'singles', 'meetgirls', 'hotdate', 'lovematch'];
const ESSAY = ['essay', 'papers', 'homework', 'thesis', 'writers'];
const SHOP = ['replica', 'watches', 'outlet', 'bags', 'sneakers', 'luxury'];
const DIET = ['keto', 'slim', 'fatburn', 'dietpatch', 'detox'];
const STREAM = ['movies', 'streams', 'watchfree', 'iptv', 'matchlive'];

// Letters that look alike, for disguises.
const CYRILLIC = { a: 'а', c: 'с', e: 'е', i: 'і', o: 'о', p: 'р', s: 'ѕ',
  x: 'х', y: 'у', j: 'ј' };
const GREEK = { o: 'ο', a: 'α', v: 'ν', i: 'ι', p: 'ρ', u: 'υ' };
const LEET = { a: '4', e: '3', i: '1', o: '0', s: '$' };
const swap = (d, text, table, of100 = 55) => [...text].map((c) =>
  table[c] && d.chance(of100) ? table[c] : c).join('');
const hide = (d, text) => text.replace(/\b[a-z]{4,}\b/gi, (word) =>
  [...word].join(d.one(['\u200b', '\u200c', '\u2060', '\u200d'])));
const space = (d, text) => text.split(' ').map((word) =>
  [...word].join(d.one([' ', '.', '-', '_']))).join('  ');
const bold = (text) => [...text].map((c) => /[a-z]/.test(c) ?
  String.fromCodePoint(0x1d41a + c.charCodeAt(0) - 97) : c).join('');

const PITCH = ['best online casino bonus', 'buy cheap pills online',
  'free spins no deposit', 'viagra and cialis without prescription',
  'earn bitcoin fast', 'hot singles near you', 'fast cash loans today',
  'win real money tonight', 'order replica watches', 'lose weight in a week',
  'double your money', 'adult video chat free', 'poker and slots jackpot',
  'payday loan no credit check', 'cheap essay writing service'];

export const unwanted = {
  casino: (d) => ({ ...person(d), body: lines(d,
    d.one(['Play at the best online casino and get', 'Join today and claim',
      'New players receive', 'I won last night! Sign up for',
      'The top rated casino site gives you', 'Spin now for']) + ' ' +
    d.one(['200 free spins', 'a 500% welcome bonus', '$1,000 free chips',
      'a no deposit bonus', 'double jackpot rewards', '50 spins every day']) +
    d.one(['!', '!!!', '.', ' 🎰🎰🎰', ' 💰💰']),
    d.one(['Slots, roulette, blackjack and live dealers.',
      'Fast payouts, no limits, all countries accepted.',
      'Real money, real winners, play from your phone.',
      'Trusted by two million gamblers worldwide.',
      'Sports betting with the highest odds.', '']),
    link(d, CASINO)) }),

  pills: (d) => ({ ...person(d), website: d.chance(40) ?
    `https://${host(d, PILLS)}/` : '', body: lines(d,
    d.one(['Buy', 'Order', 'Get', 'Cheap', 'Generic']) + ' ' +
    d.some(['Viagra', 'Cialis', 'Xanax', 'Tramadol', 'Ambien', 'Levitra',
      'Adderall', 'Phentermine', 'Valium'], d.number(1, 4)).join(', ') + ' ' +
    d.one(['online without prescription', 'with overnight delivery',
      'from a licensed Canadian pharmacy', 'at 70% off', 'for $0.99 per pill',
      'no doctor needed']) + '.',
    d.one(['Discreet packaging and worldwide shipping.',
      'Lowest price guaranteed.', 'Bonus pills with every order.',
      'Pay with card or bitcoin.', '']),
    link(d, PILLS)) }),

  seo: (d) => ({ ...person(d), body: lines(d,
    d.one(['Hi, I noticed your website is not ranking on the first page.',
      'Hello webmaster, I was looking at your site and found several errors.',
      'Dear website owner,', 'Hello team, do you want more visitors?',
      'I just ran an audit of your domain.']),
    d.one(['We can put you on page 1 of search results in 30 days.',
      'Our agency builds high DA backlinks and guest posts.',
      'We deliver 10,000 targeted visitors for only $49.',
      'I can fix your on-page optimization and boost organic traffic.',
      'We offer white hat link building packages starting at $99 per month.']),
    d.one(['Reply for a free quote.', 'May I send you our price list?',
      'Ask me for a free audit report.', 'Let me know if you are interested.']),
    d.chance(60) ? link(d, SEO) : '') }),

  crypto: (d) => ({ ...person(d), body: lines(d,
    d.one(['I invested $500 and earned $7,800 in one week with',
      'Thanks to expert trader Mrs Whitmore I doubled my bitcoin using',
      'Start mining today with', 'Passive income is possible with',
      'My life changed after I found']) + ' ' +
    d.one(['this trading bot', 'automated crypto signals',
      'the new presale token', 'a certified forex broker',
      'this cloud mining platform']) + '.',
    d.one(['Guaranteed daily returns of 15%.', 'Withdraw profits any time.',
      'No experience needed, minimum deposit 0.01 BTC.',
      'Send ETH now and receive double back.', 'Limited slots available.']),
    d.chance(70) ? link(d, COIN) :
      'Contact her on WhatsApp +1 218 555 0' + d.number(100, 199)) }),

  loans: (d) => ({ ...person(d), body: lines(d,
    d.one(['Do you need an urgent loan?', 'Are you in debt or bad credit?',
      'Get approved for cash today.', 'Apply for a business or personal loan.']),
    `We offer loans from $${d.number(1, 9)},000 to $${d.number(10, 900)},000 at ` +
    `${d.number(1, 4)}% interest rate.`,
    d.one(['No collateral, no credit check.', 'Approval in 15 minutes.',
      'Funds in your bank account the same day.', 'Consolidate all your bills.']),
    d.chance(55) ? link(d, LOAN) :
      `Email loanoffice${d.number(1, 99)}@${d.one(MAIL)}`) }),

  dating: (d) => ({ ...person(d), body: lines(d,
    d.one(['Hi handsome 😘', 'Lonely tonight?', 'Hot singles in your area',
      'Sexy girls want to chat with you', 'I am looking for a serious man',
      'Beautiful Russian and Asian women']),
    d.one(['want to meet you now.', 'are waiting for your message.',
      'see my private photos here', 'no strings attached, 18+ only.',
      'register free and start chatting.', 'webcam show tonight.']),
    link(d, DATE), d.chance(30) ? '💋💋💋' : '') }),

  essay: (d) => ({ ...person(d), body: lines(d,
    d.one(['Struggling with your assignment?', 'No time for homework?',
      'Students, stop worrying about deadlines!',
      'I always used to fail my term papers.']),
    d.one(['Our professional writers deliver plagiarism free essays in 6 hours.',
      'Order a custom thesis or dissertation from $9 a page.',
      'Get an A with our essay writing service.',
      'We do your online class and exams for you.']),
    d.one(['Use promo code STUDY20.', 'Confidential and cheap.', '24/7 support.',
      '']), link(d, ESSAY)) }),

  'praise and a link': (d) => ({ ...person(d), website: d.chance(50) ?
    `https://${host(d, [...CASINO, ...SEO, ...SHOP])}/` : '', body: lines(d,
    d.one(['Great post!', 'Nice article, thanks for sharing.',
      'I really like your blog.', 'Wonderful information, keep it up!',
      'What an amazing content, I bookmarked your page.',
      'Excellent blog you have here.', 'Your writing style is so unique.']),
    d.one(['Please visit my site too:', 'Here is more on this topic:',
      'Check out my page for similar info', 'Feel free to surf to my weblog',
      'You can also read this:', 'Also see']),
    link(d, [...CASINO, ...SEO, ...SHOP, ...DIET, ...STREAM])) }),

  phishing: (d) => ({ ...person(d), name: d.one(['Account Team',
    'Security Center', 'Mail Administrator', 'Support Desk', 'Billing Dept']),
  body: lines(d,
    d.one(['Your account has been limited.', 'Your mailbox is almost full.',
      'We detected unusual sign-in activity.', 'Your payment was declined.',
      'A package is waiting for delivery.', 'You have 1 unread secure document.']),
    d.one(['Verify your password within 24 hours or access is suspended:',
      'Confirm your bank details here', 'Click to update your billing information',
      'Log in to restore your account', 'Pay the $1.99 customs fee now']),
    link(d, ['secure-login', 'verify-account', 'mail-update', 'parcel-track',
      'bank-confirm'], d.one(['login', 'verify', 'update.php', 'session']))) }),

  'copied praise': (d) => ({ ...person(d), website: d.chance(60) ?
    `http://${host(d, [...CASINO, ...SEO, ...LOAN, ...SHOP])}` : '',
  body: d.some(['I was very pleased to find this web site.',
    'I wanted to thank you for this great read!!',
    'I definitely enjoyed every little bit of it.',
    'I have you bookmarked to check out new stuff you post.',
    'Hey there! I just wanted to ask if you ever have any trouble with hackers?',
    'My last blog (wordpress) was hacked and I lost months of hard work.',
    'Do you have any methods to stop hackers?',
    'Very good article. I am facing some of these issues as well.',
    'Way cool! Some very valid points!',
    'I appreciate you penning this write-up plus the rest of the site is also ' +
    'really good.',
    'This is a topic that is close to my heart... Cheers! Where are your ' +
    'contact details though?',
    'It is appropriate time to make some plans for the future and it is time ' +
    'to be happy.',
    'I have read this post and if I could I wish to suggest you few ' +
    'interesting things.',
    'Spot on with this write-up, I truly think this amazing site needs much ' +
    'more attention.',
    'Hello, its fastidious piece of writing concerning media print.',
    'Wow that was odd. I just wrote an extremely long comment but after I ' +
    'clicked submit my comment did not show up.',
    'Thanks for finally writing about this, liked it!',
    'Excellent way of describing, and pleasant paragraph to get facts.',
    'Your blog loads incredibly quick, which web host are you using?'],
  d.number(2, 4)).join(' ') }),

  'digits for letters': (d) => ({ ...person(d), body: lines(d,
    swap(d, d.one(PITCH), LEET, 70) + d.one(['!', '!!', ' >>>']),
    swap(d, d.one(['click here', 'order now', 'limited offer', 'sign up',
      'best price']), LEET, 60),
    d.chance(60) ? link(d, [...CASINO, ...PILLS, ...LOAN]) : '') }),

  'letters apart': (d) => ({ ...person(d), body: lines(d,
    space(d, d.one(['casino bonus', 'cheap viagra', 'free bitcoin',
      'payday loans', 'replica watches', 'adult webcam', 'online poker',
      'xanax pills'])), d.one(['best deal', 'only today', 'write to me',
      'ask me how', 'trusted seller', 'no risk']),
    d.chance(50) ? link(d, [...CASINO, ...PILLS]) :
      `code ${d.number(1000, 99999)}`) }),

  'zero width': (d) => ({ ...person(d), body: lines(d,
    hide(d, d.one(PITCH)), d.one(['Click below.', 'Do not miss it.',
      'Register today.', 'Ask for the bonus code.', 'Order now.']),
    d.chance(50) ? link(d, [...CASINO, ...PILLS, ...DATE]) :
      `Bonus ${d.number(100, 9999)}`) }),

  'other letters': (d) => ({ ...person(d), body: lines(d,
    d.chance(70) ? swap(d, d.one(PITCH), d.chance(70) ? CYRILLIC : GREEK, 60) :
      bold(d.one(PITCH)),
    swap(d, d.one(['visit our site', 'open the page', 'promo code inside',
      'register and play', 'cheap and fast delivery']), CYRILLIC, 40),
    d.chance(50) ? link(d, [...CASINO, ...PILLS, ...COIN]) :
      `No ${d.number(100, 99999)}`) }),

  spanish: (d) => ({ ...person(d), body: lines(d,
    d.one(['¡Gana dinero desde casa!', 'Préstamos rápidos sin aval',
      'El mejor casino en línea con bono gratis', 'Compra viagra sin receta',
      'Amarres de amor efectivos, regresa con tu ex pareja',
      'Invierte en bitcoin y duplica tu capital',
      'Chicas guapas quieren conocerte', 'Baja de peso sin dieta']),
    d.one(['Aprobación en 10 minutos.', 'Resultados garantizados en 24 horas.',
      'Regístrate ya y recibe 100 giros gratis.', 'Envío discreto a todo el país.',
      'Escríbeme por WhatsApp.', 'Pago seguro con tarjeta.',
      `Solo hoy ${d.number(20, 80)}% de descuento.`]),
    d.chance(75) ? link(d, ['ganadinero', 'prestamos', 'casino', 'farmacia',
      'amarres', 'inversion']) :
      `Llama al 218 555 0${d.number(100, 199)}`) }),

  'link lists': (d) => ({ ...person(d), body: d.some([...CASINO, ...PILLS,
    ...SHOP, ...STREAM, ...LOAN], d.number(3, 9)).map((word) =>
    d.chance(40) ? `<a href="http://${word}.example/">${word} online</a>` :
      d.chance(40) ? `[url=http://${word}.test]${word}[/url]` :
        `http://${word}-${d.number(1, 99)}.example/${word}`)
    .join(d.one([' ', '\n', ', '])) }),

  gibberish: (d) => {
    const word = () => Array.from({ length: d.number(5, 11) }, () =>
      d.one([...'bcdfghjklmnpqrstvwxzaeiouqxzk'])).join('');
    return { ...person(d), name: word(), body: Array.from(
      { length: d.number(2, 9) }, word).join(' ') + (d.chance(40) ?
      ` ${link(d, [word(), word()])}` : '') };
  },

  replica: (d) => ({ ...person(d), body: lines(d,
    d.one(['AAA quality', 'Swiss made', 'Factory outlet', 'Up to 80% off',
      'Wholesale']) + ' ' + d.one(['replica watches', 'designer handbags',
      'brand sneakers', 'luxury sunglasses', 'leather belts']) + '.',
    d.one(['Free shipping worldwide.', '1:1 copy, same box.',
      'Buy two get one free.', 'New models every week.', '']),
    link(d, SHOP)) }),

  diet: (d) => ({ ...person(d), body: lines(d,
    d.one(['I lost 40 pounds in 3 weeks with', 'Doctors hate this trick:',
      'Burn belly fat overnight using', 'Celebrity secret:']) + ' ' +
    d.one(['keto gummies', 'this detox tea', 'a simple patch',
      'apple cider capsules', 'the rice method']) + '.',
    d.one(['Risk free trial bottle.', 'No exercise, no diet.',
      'Only pay shipping.', 'Order before stock runs out.']),
    link(d, DIET)) }),

  'job offers': (d) => ({ ...person(d), body: lines(d,
    d.one(['Work from home and earn', 'Part time online job pays',
      'Data entry workers wanted, make', 'Mystery shoppers receive']) +
    ` $${d.number(2, 9)}00 ` + d.one(['per day', 'a week', 'every weekend']) + '.',
    d.one(['No experience, no interview.', 'Just like videos on your phone.',
      'We send the first check in advance.', 'Paid daily to your card.']),
    d.one([`Telegram @easyjob${d.number(10, 99)}`,
      `WhatsApp 218-555-0${d.number(100, 199)}`, link(d, ['jobs', 'workhome']),
      link(d, ['earnings', 'dailypay'])])) }),

  'web design': (d) => ({ ...person(d), body: lines(d,
    d.one(['Hi there,', 'Good day,', 'Hello business owner,', 'To the manager:']),
    d.one(['we design modern mobile friendly websites and apps at low cost.',
      'our developers can redesign your outdated website for $199.',
      'I create explainer videos and logos that increase your sales.',
      'we provide virtual assistants and leads lists for your niche.',
      'I have 2 million fresh email contacts for your marketing campaign.']),
    d.one(['Can we schedule a call this week?', 'Shall I send you our portfolio?',
      'Reply YES for details.', 'Opt out: answer STOP.'])) }),

  spells: (d) => ({ ...person(d), body: lines(d,
    d.one(['My husband left me for another woman until',
      'I was heartbroken for months but', 'I was cured of herpes when',
      'I won the lottery after']) + ' ' +
    d.one(['Dr. Obaseki', 'Priest Azuka', 'Mama Zenda', 'Doctor Moses']) + ' ' +
    d.one(['cast a powerful love spell and he came back in 48 hours.',
      'sent me his herbal medicine.', 'gave me the winning numbers.',
      'removed the curse on my family.']),
    d.one([`Contact him: greatspell${d.number(1, 99)}@${d.one(MAIL)}`,
      `WhatsApp him on +1 612 555 0${d.number(100, 199)}`,
      'He can help you too, he is real.'])) }),

  hackers: (d) => ({ ...person(d), body: lines(d,
    d.one(['Hire a professional hacker.', 'Do you suspect your partner is cheating?',
      'Lost money to a scam broker?', 'Need to change your school grades?']),
    d.one(['We recover stolen bitcoin and social media passwords.',
      'Spy on any phone remotely, WhatsApp, texts and calls.',
      'Clean your credit score and criminal record.',
      'Cloned ATM cards and bank logs for sale.']),
    d.one([`cyberghost${d.number(1, 99)}@${d.one(MAIL)}`,
      link(d, ['hackhire', 'recovery', 'spyphone']),
      'Fast, secure and 100% guaranteed.'])) }),

  streams: (d) => ({ ...person(d), body: lines(d,
    d.one(['Watch', 'Download', 'Stream']) + ' ' +
    d.one(['all new movies in HD', 'the big fight live', 'every football match',
      '5,000 TV channels', 'full seasons']) + ' free, ' +
    d.one(['no registration', 'no ads', 'on any device', 'unlocked apk']) + '.',
    link(d, STREAM)) }),

  'begging and prizes': (d) => ({ ...person(d), body: lines(d,
    d.one(['Congratulations! You have won', 'I am a widow with cancer and want ' +
      'to donate', 'The late Mr. Johnson left an inheritance of',
    'You were selected to receive']) + ' ' +
    d.one(['$2.5 million', 'an iPhone 15', 'a $1,000 gift card',
      '4,500,000 euros', 'a grant from the fund']) + '.',
    d.one(['Send your full name and bank account to claim.',
      'Contact my lawyer urgently, this is confidential.',
      'Complete the survey to get it.', 'Pay the transfer fee only.']),
    d.chance(50) ? link(d, ['claimprize', 'giftcard', 'winner']) :
      `barrister${d.number(1, 99)}@${d.one(MAIL)}`) }),
};
