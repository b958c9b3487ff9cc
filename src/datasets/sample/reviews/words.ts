const split = (text: string) => text.split('|');

/** Titles that many write. */
export const commonTitles = split(
  'Five Stars|Great product|Works great|Four Stars|Good|Excellent|Love it|One Star|Great|Perfect|As described|Works as expected|Good value|Very good|Great price|Nice|Good product|Three Stars|Awesome|Works well|Two Stars|Just what I needed|Highly recommend|Great buy|Disappointed|Great quality|Easy to use|Good quality|Does the job|Amazing|It works|Great value|Good buy|Very happy|Happy with it|Not worth it|Does not work|Stopped working|Waste of money|Cheap|Poor quality|Broke quickly|Do not buy|Fast shipping|Great sound|Great picture|Good sound|Fits perfectly|Very pleased|Worth every penny|Best ever|So far so good|Decent|OK|Okay for the price|Not bad|Could be better|Would buy again|Recommended|Super|Solid|Fantastic|Wonderful|Meh',
);

/** Five words in a row make a title of one's own. */
export const titleWords: ReadonlyArray<readonly string[]> = [
  split(
    'Great|Good|Poor|Nice|Solid|Cheap|Sturdy|Handy|Tiny|Huge|Fine|Awful|Decent|Superb|Weak|Strong|Quiet|Loud|Bright|Dim|Fast|Slow|Simple|Clever|Lovely|Odd|Basic|Fancy|Light|Heavy|Flimsy|Perfect',
  ),
  split(
    'little|big|black|white|wireless|wired|compact|portable|cheap|spare|second|new|old|small|long|short|thin|thick|red|blue|silver|flat|round|metal|plastic|foldable|adjustable|magnetic|universal|stereo|digital|analog',
  ),
  split(
    'cable|speaker|charger|camera|keyboard|mouse|monitor|headset|tripod|lens|router|adapter|hub|drive|case|stand|mount|remote|radio|antenna|battery|microphone|tablet|screen|dock|switch|printer|scanner|projector|player|watch|light',
  ),
  split(
    'for the kitchen|for my desk|for travel|for the car|for work|for school|for gaming|for video calls|for the boat|for my son|for my mother|for the gym|for the garage|for night shots|for music|for films|for my laptop|for the phone|for the office|for the TV|for old records|for podcasts|for photos|for the garden|for the bedroom|for calls|for streaming|for backups|for the trip|for beginners|for the price|for every day',
  ),
  split(
    'and it lasts|but it broke|so far|with a flaw|after a year|at last|once set up|no complaints|with good support|out of the box|with some noise|and easy to fit|but too short|and looks good|but runs hot|and worth it|if you are patient|after an update|with a tight fit|and well made|but slow to charge|with clear sound|but the manual is poor|and quick to arrive|as a gift|as a spare|without any trouble|with one wish|but not for long|and simple|in the end|for now',
  ),
];

/** A sentence is one of each: 262,144 sentences. */
export const sentenceParts: ReadonlyArray<readonly string[]> = [
  split(
    'I bought this|My wife ordered it|We got this|I picked it up|This was a gift|I needed one|After a week I can say it|Out of the box it|The first one|The second unit|I have used it daily and it|My old one died so this|For the money it|Compared with my last one it|To be fair it|In my experience it|Every time I use it it|The build|The sound|The picture|The battery|The cable|The connector|The finish|The setup|The packaging|The seller|The remote|The screen|The software|The fit|The stand|Honestly it|So far it|At first it|Once installed it|After an update it|On the desk it|In the car it|At night it|In bright light it|With my phone it|With my laptop it|With the TV it|On long trips it|For video calls it|For music it|For films it|For work it|For my son it|For travel it|As a spare it|As a present it|As described it|Against my hopes it|To my surprise it|By now it|Since then it|Over time it|Under load it|On standby it|Over Bluetooth it|Over USB it|In the end it',
  ),
  split(
    'works as it should|does exactly what it says|arrived quickly and|was easy to set up and|stopped after a month and|never lost the connection and|was a little smaller than I thought and|is sturdier than it looks and|feels cheap but|looks better than the photos and|runs warm but|is loud enough and|holds a charge all day and|took a while to pair but|needed a firmware update and|fits tightly and|came without a manual but|was well packed and|has a few scratches but|is lighter than the old one and|makes a faint noise but|has not failed once and|surprised all of us and|could be cheaper but|would be perfect if it were longer and|is good value and|replaced an expensive one and|was returned once and|gets the job done and|beats the big brands and|disappointed me a bit but|is still going and|charges fast and|drops out at times but|sounds clear and|shows true colours and|was missing a screw but|sits flat and|reads every card and|saves a lot of space and|keeps its settings and|has a short cable but|is simple to clean and|wakes up at once and|rattles slightly but|survived a fall and|matches the rest and|lost a button but|needs two hands but|is bright enough and|heats up quickly but|pairs with everything and|is not waterproof but|comes with spares and|folds away and|blinks all night but|copes with the cold and|is made of metal and|has sharp edges but|updates itself and|passed every test and|was plug and play and|is a bit slow but|turned out fine and',
  ),
  split(
    'I would buy it again.|I am happy with it.|that is all I wanted.|I cannot complain.|support answered within a day.|I sent it back.|my family likes it.|the price was right.|it was worth the wait.|I have ordered another.|I expected more.|it saved me a trip to the shop.|I recommend it to friends.|it will do for now.|I gave one to my father.|time will tell.|nobody noticed a difference.|it made my day.|that is rare these days.|the refund was quick.|I use it every morning.|the instructions could be clearer.|it is exactly as described.|I took off one star for that.|the app is optional.|the kids fight over it.|it has a place on my desk.|I wish I had bought it sooner.|it does not get better than this.|I would think twice.|you get what you pay for.|that settled it.|my neighbour wants one too.|it still looks new.|it paid for itself.|I keep it in my bag.|the warranty helped.|there are better ones.|there is nothing to add.|the colour is right.|it works with both of my phones.|I learned to live with it.|a longer cord would help.|the reviews were right.|I read the reviews too late.|it was a good choice.|it was a mistake.|it came with batteries.|it needs more power.|it needs less power than before.|nothing else fitted.|everything fitted.|the shop was helpful.|the box was damaged.|it is quiet at night.|it is too bright at night.|setup took ten minutes.|setup took all evening.|it is a keeper.|it went to the attic.|I never looked back.|I hope it lasts.|it lasted three years.|thank you.',
  ),
];

/** Reviews of a few words. */
export const shortTexts = split(
  'Great|Good|Works great|Excellent|Love it|Good product|Perfect|As described|Great product|Works perfectly|Very good|Nice|Works as advertised|Works well|Great price|good|Works fine|Just what I needed|Awesome|Great buy|Thank you|Very happy with it|Does the job|Good quality|Exactly as described|Great value|Fast delivery|Works|I love it|Good value|OK|Junk',
);

export const brands = split(
  'Anvora|Belkora|Cantrix|Dellmar|Eltonic|Fenwick|Garrow|Hexon|Ilmari|Jabro|Kestrel|Lumina|Maxwood|Nordik|Orbex|Palisade|Quantec|Ravello|Sonara|Tektra|Umbria|Velbon|Wavecore|Xentia|Yarrow|Zephra|Altair|Brightway|Corvid|Duraline|Echoes|Fjord',
);
