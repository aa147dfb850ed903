/**
 * Families that no font host has: those of operating systems and of foundries, by kind, with the bundled family that is nearest to the kind in
 * design, width and weight. Data only. Families that Google Fonts offers are left out: they are fetched.
 * @module
 */

export interface FontKind {
  /** Bundled family that is drawn. */
  family: string;
  /** Fixed weight, for families that have one heavy weight only. */
  weight?: number;
  isItalic?: true;
  /** Names, separated by commas. Case, spaces and hyphens do not count. */
  names: string;
}

/** Names that the HyperFrames format itself draws with a bundled family. Each is declared in every page. */
export const FORMAT_ALIASES: Readonly<Record<string, readonly string[]>> = {
  Inter: [
    ...['Helvetica', 'Helvetica Neue', 'Arial', 'Verdana', 'Tahoma', 'SF Pro', 'SF Pro Display', 'SF Pro Text'],
    ...['Avenir', 'Noto Sans'],
  ],
  Montserrat: ['Futura', 'DIN Alternate', 'Arial Black'],
  'League Gothic': ['Bebas Neue'],
  'JetBrains Mono': ['Courier', 'Courier New', 'Consolas', 'Menlo', 'Monaco'],
  'EB Garamond': ['Georgia', 'Times', 'Times New Roman', 'Garamond', 'Palatino', 'Cambria'],
  Roboto: ['Segoe UI'],
};

export const FONT_KINDS = {
  grotesque: {
    family: 'Inter',
    names: `
      San Francisco, SF, SF UI, SF UI Text, SF UI Display, SF Compact, SF Compact Text, SF Compact Display, .SF NS, .SF NS Text,
      .SF NS Display, .AppleSystemUIFont, .Helvetica Neue DeskInterface, Apple System UI, System Font, MS Sans Serif,
      Microsoft Sans Serif, MS Shell Dlg, MS Shell Dlg 2, Arial Unicode MS, Arial Nova, Helvetica Now, Helvetica Now Text,
      Helvetica Now Display, Helvetica Now Micro, Helvetica World, Neue Helvetica, Nimbus Sans, Nimbus Sans L, Nimbus Sans Novus,
      TeX Gyre Heros, FreeSans, Liberation Sans, DejaVu Sans, Bitstream Vera Sans, Vera Sans, Swiss 721, Univers, Univers Next,
      Univers Nova, Neue Haas Grotesk, Neue Haas Grotesk Text, Neue Haas Grotesk Display, Neue Haas Unica, Haas Unica,
      Akzidenz Grotesk, Akzidenz Grotesk BQ, Akkurat, Aktiv Grotesk, Graphik, Suisse, Suisse Intl, Founders Grotesk,
      Founders Grotesk Text, Theinhardt, Neue Montreal, PP Neue Montreal, Basis Grotesque, Basis Grotesque Pro, Untitled Sans, Soehne,
      Söhne, Sohne, Test Söhne, National 2, Calibre, Acumin, Acumin Pro, Acumin Variable, Franklin Gothic, ITC Franklin Gothic,
      Franklin Gothic Book, Franklin Gothic Medium, Franklin Gothic URW, News Gothic, News Gothic MT, Trade Gothic, Trade Gothic Next,
      Bell Gothic, Bell Centennial, Monotype Grotesque, Grotesque MT, Bureau Grotesque, Geneva, Charcoal, Chicago, Bahnschrift, DIN,
      DIN Next, FF DIN, DIN 1451, DINPro, DIN OT, DIN 2014, PF DIN Text, D-DIN, Interstate, Eurostile, Eurostile Next, Microgramma,
      Bank Gothic, Square 721, Nimbus Sans Global, Whitney, Apercu, Maison Neue, GT America, GT Walsheim, GT Flexa, ABC Diatype,
      Diatype, ABC Monument Grotesk, Monument Grotesk, Scto Grotesk, Haffer, Neue Machina, PP Neue Machina, Roobert, TT Hoves,
      TT Hoves Pro, TT Interphases, TT Commons, Uncut Sans, Pragmatica, Helvetica LT, HelveticaNeueLT, Antique Olive, Zurich,
      Geist Sans, Satoshi, General Sans, Switzer, Cabinet Grotesk, Clash Grotesk, Aeonik, Object Sans`,
  },
  humanist: {
    family: 'Open Sans',
    names: `
      Lucida Grande, Lucida Sans, Lucida Sans Unicode, Lucida, Trebuchet MS, Trebuchet, Gill Sans, Gill Sans MT, Gill Sans Nova,
      Frutiger, Frutiger Next, Frutiger Neue, Neue Frutiger, Myriad, Myriad Pro, Myriad Set, Myriad Apple, Myriad Variable Concept,
      Optima, Optima Nova, Candara, Corbel, Skia, Syntax, Syntax Next, Meta, FF Meta, Meta Pro, Scala Sans, FF Scala Sans, TheSans,
      Thesis, Formata, Stone Sans, Segoe, Segoe WP, Segoe Pro, Zegoe UI, Aptos, Aptos Display, Aptos Narrow, Bierstadt, Grandview,
      Seaford, Skeena, Tenorite, Walbaum Sans, Selawik, Nokia Pure, Bliss, Bliss Pro, Freight Sans, Freight Sans Pro, Ideal Sans,
      Mr Eaves, Mr Eaves Sans, Mr Eaves XL, Kievit, FF Kievit, Dax, FF Dax, Fago, FF Fago, Cronos, Cronos Pro, Agenda, Humanist 521,
      Humanist 531, Humanist 777, Legacy Sans, Johnston, Johnston ITC, Ronnia, Adelle Sans, Effra, Effra CC, Parisine, Whitney SSm,
      Luxi Sans, Verdana Pro, Tahoma Pro, Sitka Sans, Dubai`,
  },
  roboto: {
    family: 'Roboto',
    names: `
      Segoe UI Variable, Segoe UI Variable Text, Segoe UI Variable Display, Segoe UI Variable Small, Segoe UI Historic, Segoe UI Web,
      Droid Sans, Droid Sans Fallback, Google Sans Text, sans-serif-medium, sans-serif-light, sans-serif-thin, sans-serif-black,
      Samsung Sans, SamsungOne, Samsung Sharp Sans, SEC Roboto, MiSans, MI LAN, OPPO Sans, OnePlus Sans, OnePlus Slate, HarmonyOS Sans,
      Huawei Sans, HONOR Sans, vivo Sans, VIVO Type, Amazon Ember, Ember, Nokia Sans, LG Smart, YouTube Sans`,
  },
  lato: {
    family: 'Lato',
    names: `
      Calibri, Calibri Body, Brandon Text, Museo Sans, Museo Sans Rounded, Whitney HTF, Hypatia Sans, Hypatia Sans Pro, Halcom,
      FF Mark, Mark Pro, Verlag, Neutra Text`,
  },
  neoHumanist: {
    family: 'Inter',
    names: `
      Avenir Next, Avenir Next World, Avenir LT, Avenir LT Std, Avenir LT Pro, Avenir Book, Avenir Roman, Avenir Next LT Pro,
      Avenir Next Rounded, SF Hello, Seravek, Soleil, Inter UI, Inter V, Universal Sans, Galano Grotesque, Cera, Cera Pro, Sailec,
      Visby, Visby CF, Larsseit, Aileron, Sohne Breit, TWK Lausanne, Lausanne, Twitter Chirp, Chirp, Facebook Sans, Optimistic Text,
      Optimistic Display, Uber Move, Uber Move Text, Spotify Mix, Netflix Sans, Cereal, Airbnb Cereal, Airbnb Cereal App, Camphor,
      Salesforce Sans, Shopify Sans, Ginto, ABC Ginto, ABC Favorit, Favorit, Whyte, ABC Whyte, Stripe Sans, Beausite, Moderat, Neuzeit,
      Neuzeit S, Neuzeit Grotesk`,
  },
  geometric: {
    family: 'Montserrat',
    names: `
      Proxima Nova, Proxima Nova Alt, Proxima Soft, Proxima Vara, Gotham, Gotham Pro, Gotham HTF, Gotham SSm, Gotham Screen Smart,
      Futura PT, Futura Std, Futura LT, Futura Now, Futura ND, Futura BT, Futura Book, Futura Next, Brandon Grotesque, Brandon,
      Neutraface, Neutraface 2, Neutraface Text, Nexa, Gilroy, Metropolis, Axiforma, Codec, Codec Pro, TT Norms, TT Norms Pro, Muller,
      Uni Sans, Neo Sans, Neo Sans Pro, Nobel, Kabel, ITC Kabel, Neue Kabel, Erbar, Spartan MT, Twentieth Century, Tw Cen MT,
      Verlag HTF, Sharp Sans, Hurme Geometric Sans, Texta, Gordita, Objektiv, Objektiv Mk1, Copperplate, Copperplate Gothic,
      Copperplate Gothic Bold, Copperplate Gothic Light, Engravers Gothic, Sackers Gothic, Bauhaus, ITC Bauhaus, DIN Round, TT Firs,
      Biko, Loew, Averta, Bw Modelica, Integral CF, Eurostile Extended`,
  },
  geometricRound: {
    family: 'Poppins',
    names: `
      Century Gothic, Avant Garde, ITC Avant Garde, ITC Avant Garde Gothic, Avant Garde Gothic, URW Gothic, URW Gothic L,
      TeX Gyre Adventor, Harmonia Sans, Sofia Pro, Circular, Circular Std, CircularXX, LL Circular, Lineto Circular, Product Sans,
      Google Sans Display, Euclid, Euclid Circular, Euclid Circular A, Euclid Circular B, Euclid Flex, Geomanist, Cocogoose, Filson,
      Filson Pro, Filson Soft, Campton, Gelion, Quasimoda, Okta, Basier Circle, Basier, Geometria, Eina, Eina 01, Harabara, Walsheim`,
  },
  outfit: {
    family: 'Outfit',
    names: `
      Bauhaus 93, Blippo, Pump, Ronda, Handel Gothic, ITC Handel Gothic, Sharp Grotesk, Clash Display, Satoshi Variable, Gilmer,
      Urbane`,
  },
  condensed: {
    family: 'Oswald',
    names: `
      Arial Narrow, Helvetica Condensed, Helvetica Neue Condensed, Helvetica Narrow, Nimbus Sans Narrow, Liberation Sans Narrow,
      DejaVu Sans Condensed, Univers Condensed, DIN Condensed, Avenir Next Condensed, Franklin Gothic Condensed,
      Franklin Gothic Medium Cond, Trade Gothic Condensed, Gill Sans MT Condensed, Gill Sans Condensed, Tw Cen MT Condensed,
      Tw Cen MT Condensed Extra Bold, Agency FB, Gloucester MT Condensed, Placard, Placard Condensed, Compacta Light, Aachen Condensed,
      Futura Condensed, Gotham Condensed, Gotham Narrow, Proxima Nova Condensed, Proxima Nova Extra Condensed, Whitney Condensed,
      Knockout, Tungsten Light, Veneer, Alternate Gothic, Alternate Gothic No1, Alternate Gothic No2, Alternate Gothic No3,
      Benton Sans Condensed, Interstate Condensed, sans-serif-condensed, Bahnschrift Condensed, Bahnschrift SemiCondensed,
      Bahnschrift Light Condensed, News Gothic Condensed, Acumin Pro Condensed, Acumin Pro Extra Condensed,
      Trade Gothic Bold Condensed, Steelfish, Tusker, Tusker Grotesk, SF Pro Condensed, SF Pro Compressed, Helvetica Compressed,
      Helvetica Inserat`,
  },
  condensedHeavy: {
    family: 'Oswald',
    weight: 700,
    names: `
      Impact, Impact LT, Helvetica Ultra Compressed, Compacta, Compacta Black, Druk Condensed, Druk, Druk Text, Tungsten, United Sans,
      Bebas, League Gothic Bold, Haettenschweiler, Schmalfette, Berthold Block, Placard Bold Condensed, Britannic Bold,
      Franklin Gothic Demi Cond, Gill Sans Ultra Bold Condensed, Gill Sans MT Ext Condensed Bold, Folio Extra Condensed,
      Champion Gothic, Industry Inc, Refrigerator Deluxe, Heading Now, Obviously Condensed, Ansley Display Condensed, Integral,
      ITC Machine, Princetown`,
  },
  heavy: {
    family: 'Archivo Black',
    names: `
      Franklin Gothic Heavy, Gill Sans Ultra Bold, Kaufmann Bold, Cooper Black, Cooper Std, Cooper, Cooper BT, Souvenir Bold,
      Rockwell Extra Bold, Bernard MT Condensed, Stencil, Stencil Std, Phosphate, Phosphate Inline, Phosphate Solid, Showcard Gothic,
      Snap ITC, Wide Latin, Poster Bodoni, Goudy Stout, Goudy Heavyface, Elephant, Braggadocio, Broadway, Hobo, Hobo Std, Aachen,
      Aachen Bold, Plaster, Rosewood, Rosewood Std, Magneto, Monument Extended, Druk Wide, Obviously, Obviously Wide, Ansley Display,
      Termina, Nimbus Sans Extended, Eurostile Bold Extended 2, Microgramma Bold Extended, Integral CF Heavy, Sequel Sans Black,
      Helvetica Neue Extended Black, Antique Olive Nord, Antique Olive Compact, Balloon Bold`,
  },
  rounded: {
    family: 'Nunito',
    names: `
      SF Pro Rounded, SF Compact Rounded, .SF NS Rounded, .AppleSystemUIFontRounded, Arial Rounded, Arial Rounded MT,
      Arial Rounded MT Bold, Helvetica Rounded, Helvetica Neue Rounded, VAG Rounded, VAG Rundschrift, VAG Round, Gotham Rounded,
      Proxima Nova Soft, DIN Rounded, DIN Next Rounded, FF DIN Round, Museo Rounded, Frankfurter, Bryant, Bryant Pro, Brandon Round,
      TT Rounds, TT Rounds Neue, Din Pro Rounded, Omnes, Omnes Pro, Cocon, FF Cocon, Motiva Rounded, Feather Bold`,
  },
  handwriting: {
    family: 'Nunito',
    names: `
      Comic Sans, Comic Sans MS, Chalkboard, Chalkboard SE, Chalkduster, Marker Felt, Noteworthy, Bradley Hand, Bradley Hand ITC,
      Segoe Print, Segoe Script, Ink Free, Kristen ITC, Tempus Sans, Tempus Sans ITC, Viner Hand, Viner Hand ITC, Papyrus,
      Papyrus Condensed, Trattatello, SignPainter, SignPainter HouseScript, Party LET, Jokerman, Curlz MT, Ravie, Chiller, Juice ITC,
      Forte, Maiandra GD, Matisse ITC, Mistral, Informal Roman, Lucida Handwriting, Balloon, Dom Casual, Tekton, Tekton Pro, Purisa,
      Felt Tip Roman, FF Erikrighthand, Dakota, Hannotate SC, Humana, Ad Lib, Digital Strip, Blambot, Komika, Komika Axis`,
  },
  script: {
    family: 'EB Garamond',
    isItalic: true,
    names: `
      Snell Roundhand, Zapfino, Apple Chancery, Brush Script, Brush Script MT, Brush Script Std, Edwardian Script,
      Edwardian Script ITC, Kunstler Script, Vivaldi, Vladimir Script, Palace Script, Palace Script MT, French Script,
      French Script MT, Freestyle Script, Lucida Calligraphy, Monotype Corsiva, Corsiva, Corsiva Hebrew, Script MT, Script MT Bold,
      Savoye, Savoye LET, Rage Italic, Pristina, Gigi, Harlow, Harlow Solid, Harlow Solid Italic, Bickham Script, Bickham Script Pro,
      Shelley, Shelley Script, Commercial Script, Kuenstler Script, URW Chancery L, Zapf Chancery, ITC Zapf Chancery, Z003,
      TeX Gyre Chorus, Bello, Burgues Script, Sloop, Kaufmann, Mistral Script, Coronet, Linoscript, Park Avenue, Mahogany Script,
      Gabriola, Blackadder ITC, Javanese Script, Monsieur, Snell, Snell BT, Lavanderia, Thirsty Script, Samantha Script, Lobster 1.4,
      Voluta Script`,
  },
  oldStyle: {
    family: 'EB Garamond',
    names: `
      New York, New York Small, New York Medium, New York Large, New York Extra Large, Apple Garamond, ITC Garamond, Adobe Garamond,
      Adobe Garamond Pro, Garamond Premier, Garamond Premier Pro, Garamond 3, Stempel Garamond, AGaramond, Garamond Pro, Times LT,
      Times New Roman PS, Times Ten, Nimbus Roman, Nimbus Roman No9 L, TeX Gyre Termes, FreeSerif, Liberation Serif, DejaVu Serif,
      Bitstream Vera Serif, Vera Serif, Droid Serif, Luxi Serif, Century Schoolbook L, C059, Palatino Linotype, Palatino Nova,
      Book Antiqua, URW Palladio L, P052, TeX Gyre Pagella, Hoefler Text, Hoefler, Baskerville, Baskerville Old Face,
      ITC New Baskerville, New Baskerville, Mrs Eaves, Mrs Eaves XL, Big Caslon, Adobe Caslon, Adobe Caslon Pro, Caslon, ITC Caslon,
      Caslon 540, William Caslon, Bembo, Bembo Book, Bembo Infant, Goudy, Goudy Old Style, Minion, Minion Pro, Minion Variable Concept,
      Sabon, Sabon Next, Jenson, Adobe Jenson, Adobe Jenson Pro, Centaur, Perpetua, Perpetua Titling MT, Plantin, Ehrhardt, Fournier,
      Van Dijck, Dante, Galliard, ITC Galliard, Janson, Janson Text, Kepler, Kepler Std, Arno, Arno Pro, Charter, ITC Charter,
      Bitstream Charter, Iowan Old Style, Athelas, Constantia, Sitka, Sitka Text, Sitka Heading, Sitka Display, Sitka Banner,
      Sitka Small, Sitka Subheading, Georgia Pro, Cambria Math, Californian FB, Bell MT, Bookman, Bookman Old Style, ITC Bookman,
      URW Bookman, URW Bookman L, TeX Gyre Bonum, Cochin, Calisto MT, Century, Century Schoolbook, New Century Schoolbook,
      TeX Gyre Schola, Footlight MT Light, High Tower Text, Imprint MT Shadow, Lucida Bright, Lucida Fax, Lucida Serif, Trajan,
      Trajan Pro, Trajan Pro 3, Felix Titling, Castellar, Albertus, Albertus MT, Albertus Nova, Herculanum, Luminari, Marion,
      Superclarendon Text, Tiempos, Tiempos Text, Tiempos Headline, Freight Text, Freight Text Pro, Freight Display, Lyon, Lyon Text,
      Publico, Mercury, Mercury Text, Chronicle Text, Chronicle, Chronicle Display, Miller, Miller Text, Le Monde Journal, Swift,
      Swift Neue, Scala, FF Scala, Quadraat, Meta Serif, FF Meta Serif, Utopia, Utopia Std, Warnock, Warnock Pro, Photina,
      Garth Graphic, Souvenir, ITC Souvenir, Windsor, Benguiat, ITC Benguiat, Korinna, ITC Korinna, Tiffany, Cheltenham,
      NYT Cheltenham, Imperial, NYT Imperial, Times Eighteen, Plantin MT, Signifier, GT Sectra, GT Super, Canela Text, Caledonia,
      Fairfield, Granjon, Palatino LT Std, Bookerly, Amazon Bookerly, Literata Book, Perpetua MT, Recoleta, Linux Libertine,
      Linux Libertine O, Libertinus, Latin Modern Roman, Computer Modern, CMU Serif, Editorial New, PP Editorial New, Reckless,
      Reckless Neue, Ogg Text, Sentient, Erode, Zodiak, Boska, Gambetta`,
  },
  didone: {
    family: 'Playfair Display',
    names: `
      Didot, Didot LT, Linotype Didot, Bodoni, Bodoni MT, Bodoni 72, Bodoni 72 Oldstyle, Bodoni 72 Smallcaps, Bodoni Ornaments,
      Bauer Bodoni, ITC Bodoni, Bodoni URW, Bodoni Std, Bodoni MT Black, Bodoni MT Condensed, Bodoni MT Poster Compressed,
      Modern No. 20, Walbaum, Walbaum MT, Onyx, Niagara Solid, Niagara Engraved, Engravers MT, Fat Face, Madrone, Surveyor, Ambroise,
      Chronicle Deck, Filosofia, Filosofia Grand, Scotch Modern, Bulmer, Bulmer MT, Centennial, Linotype Centennial, Mona Lisa,
      Mona Lisa Solid, Canela, Canela Deck, Noe Display, Noe, Domaine Display, Domaine, Domaine Text, Saol Display, Saol, Ogg, Romie,
      Dala Floda, GT Super Display, Chomsky, Chronicle Hairline, Harriet, Harriet Display, Schnyder, Eksell Display, Freight Big,
      Freight Big Pro, Kepler Std Display, Algerian, Colonna MT, Edwardian, Desdemona, Playbill, Poor Richard, Parchment,
      Old English Text MT, Old English Text, Blackletter 686, Fette Fraktur, Lucida Blackletter, Wilhelm Klingspor Gotisch, Goudy Text,
      Goudy Text MT, Cloister Black, Harrington, Bernhard Modern, Bernhard Fashion, Peignot, University Roman, Apollo MT, PP Eiko,
      Migra, PP Migra`,
  },
  slab: {
    family: 'EB Garamond',
    names: `
      Rockwell, Rockwell Nova, Rockwell Std, Rockwell Condensed, American Typewriter, ITC American Typewriter, Superclarendon,
      Clarendon, Clarendon LT, Clarendon BT, Clarendon Text, Memphis, Serifa, Egyptienne, Egyptian Slate, Glypha, Lubalin Graph,
      ITC Lubalin Graph, Archer, Archer Pro, Sentinel, Museo Slab, Caecilia, PMN Caecilia, Chaparral, Chaparral Pro, Adelle, Adelle PE,
      Giza, Stymie, Karnak, Typo Slab, Typewriter, Prestige Elite, Prestige Elite Std, Calvert, Soho, Neo Tech, Tisa, FF Tisa,
      FF Tisa Pro, Unit Slab, FF Unit Slab, TheSerif, Officina Serif, ITC Officina Serif, Proxima Sera, Klinic Slab, Kulturista,
      Trilby, Joanna, Joanna MT, Joanna Nova, Lucida Typewriter Serif, Freight Micro, Farao, Brix Slab, Trade Gothic Next Slab,
      Bookmania, Amasis, Amasis MT`,
  },
  mono: {
    family: 'JetBrains Mono',
    names: `
      SF Mono, .SF NS Mono, .AppleSystemUIFontMonospaced, SF Mono Powerline, Andale Mono, Andale Mono IPA, Lucida Console,
      Lucida Sans Typewriter, Lucida Typewriter, Lucida Console DK, Courier 10 Pitch, Courier Std, Courier Final Draft, Nimbus Mono,
      Nimbus Mono L, Nimbus Mono PS, TeX Gyre Cursor, FreeMono, Liberation Mono, DejaVu Sans Mono, Bitstream Vera Sans Mono,
      Vera Sans Mono, Droid Sans Mono, Luxi Mono, Cascadia Code, Cascadia Mono, Cascadia Code PL, Cascadia Mono PL, Cascadia Code NF,
      Cascadia Mono NF, Terminal, Fixedsys, FixedSys Excelsior, MS LineDraw, PT Mono Pro, Monofur, Monoid, Hack, Hack Nerd Font,
      Hack Nerd Font Mono, Operator Mono, Operator Mono SSm, Operator, Dank Mono, MonoLisa, Berkeley Mono, TX-02, PragmataPro,
      Pragmata, Input Mono, Input Mono Narrow, Gintronic, Consolas Ligaturized, Meslo, Meslo LG, Meslo LG M, Meslo LG S, MesloLGS NF,
      MesloLGM Nerd Font, Menlo for Powerline, Monaco for Powerline, FiraCode Nerd Font, FiraCode Nerd Font Mono, Fira Code Retina,
      JetBrainsMono Nerd Font, JetBrainsMono Nerd Font Mono, JetBrainsMono NF, JetBrains Mono NL, CaskaydiaCove Nerd Font,
      CaskaydiaCove NF, Iosevka, Iosevka Term, Iosevka Fixed, Iosevka Nerd Font, Letter Gothic, Letter Gothic Std, Prestige, Orator,
      Orator Std, OCR A, OCR A Std, OCR A Extended, OCR B, Dina, ProFont, ProggyClean, Proggy, Terminus, Terminus TTF,
      Fantasque Sans Mono, Mononoki, Envy Code R, Comic Code, Maple Mono, Monaspace, Monaspace Neon, Monaspace Argon, Monaspace Xenon,
      Monaspace Radon, Monaspace Krypton, Söhne Mono, Soehne Mono, Suisse Mono, Akkurat Mono, GT America Mono, ABC Diatype Mono,
      Apercu Mono, Roobert Mono, Graphik Mono, Monument Grotesk Mono, Calling Code, Codelia, Cartograph CF, Sometype, Nitti,
      iA Writer Mono, iA Writer Duo, iA Writer Duospace, iA Writer Quattro, Everson Mono, Osaka Mono, Source Code Variable`,
  },
  typewriterMono: {
    family: 'Space Mono',
    names: `
      Simplon Mono, Px Grotesk Mono, Digital-7, DSEG7, DSEG14, DS-Digital, LCD, LCD Mono, Data 70, Westminster, MICR, MICR Encoding,
      PP Fraktion Mono, Lettera Mono LL, GT Pressura Mono, Pitch Sans`,
  },
  emoji: {
    family: 'Noto Color Emoji',
    names: `
      Apple Color Emoji, Segoe UI Emoji, Twemoji, Twemoji Mozilla, EmojiOne, EmojiOne Color, EmojiOne Mozilla, JoyPixels,
      Android Emoji, Samsung Color Emoji, OpenMoji, OpenMoji Color, OpenMoji Black, Symbola, Blobmoji, Fluent Emoji, HTC Emoji,
      LG Emoji, NotoColorEmoji`,
  },
  symbol: {
    family: 'Inter',
    names: `
      Symbol, Apple Symbols, Segoe UI Symbol, Segoe MDL2 Assets, Segoe Fluent Icons, Wingdings, Wingdings 2, Wingdings 3, Webdings,
      Zapf Dingbats, ITC Zapf Dingbats, D050000L, Standard Symbols L, Standard Symbols PS, Marlett, Bookshelf Symbol 7,
      MS Reference Specialty, MS Outlook, MT Extra, OpenSymbol, StarSymbol, Holomdl2 Assets, HoloLens MDL2 Assets, SF Symbols,
      .SF Symbols Fallback, LastResort, Monotype Sorts, Carta, Sonata, Adobe Blank, Euclid Symbol, Lucida Math, Segoe UI Fluent,
      STIXGeneral, STIX, STIX Math, Asana Math, XITS, Latin Modern Math, Bravura`,
  },
  otherScripts: {
    family: 'Inter',
    names: `
      Arial Hebrew, Arial Hebrew Scholar, New Peninim MT, Raanana, Miriam, Miriam Fixed, David, FrankRuehl, Narkisim, Rod, Levenim MT,
      Gisha, Aharoni, Guttman, Thonburi, Ayuthaya, Krungthep, Silom, Sathu, Leelawadee, Leelawadee UI, Angsana New, AngsanaUPC,
      Browallia New, BrowalliaUPC, Cordia New, CordiaUPC, DilleniaUPC, EucrosiaUPC, FreesiaUPC, IrisUPC, JasmineUPC, KodchiangUPC,
      LilyUPC, Nirmala UI, Nirmala Text, Mangal, Aparajita, Kokila, Utsaah, Devanagari MT, Devanagari Sangam MN, Kohinoor Devanagari,
      ITF Devanagari, Shree Devanagari 714, Kohinoor Bangla, Bangla MN, Bangla Sangam MN, Vrinda, Shonar Bangla, Kohinoor Gujarati,
      Gujarati MT, Gujarati Sangam MN, Shruti, Gurmukhi MN, Gurmukhi MT, Gurmukhi Sangam MN, Raavi, Kannada MN, Kannada Sangam MN,
      Tunga, Malayalam MN, Malayalam Sangam MN, Kartika, Oriya MN, Oriya Sangam MN, Kalinga, Tamil MN, Tamil Sangam MN, InaiMathi,
      Latha, Vijaya, Kohinoor Telugu, Telugu MN, Telugu Sangam MN, Gautami, Vani, Sinhala MN, Sinhala Sangam MN, Iskoola Pota,
      Khmer MN, Khmer Sangam MN, Khmer UI, DaunPenh, MoolBoran, Lao MN, Lao Sangam MN, Lao UI, DokChampa, Myanmar MN,
      Myanmar Sangam MN, Myanmar Text, Ebrima, Nyala, Kefa, Sylfaen, Mshtakan, Euphemia, Euphemia UCAS, Gadugi, Plantagenet Cherokee,
      Galvji, Estrangelo Edessa, MV Boli, Microsoft Himalaya, Kailasa, Kokonor, Microsoft New Tai Lue, Microsoft PhagsPa,
      Microsoft Tai Le, Microsoft Yi Baiti, Mongolian Baiti, STIXSizeOneSym, STIXSizeTwoSym, STIXNonUnicode, Helvetica CY, Geneva CY,
      Charcoal CY`,
  },
  japanese: {
    family: 'Noto Sans JP',
    names: `
      Hiragino Sans, Hiragino Kaku Gothic, Hiragino Kaku Gothic Pro, Hiragino Kaku Gothic ProN, Hiragino Kaku Gothic Std,
      Hiragino Kaku Gothic StdN, Hiragino Mincho, Hiragino Mincho Pro, Hiragino Mincho ProN, Hiragino Maru Gothic,
      Hiragino Maru Gothic Pro, Hiragino Maru Gothic ProN, HiraKakuPro, HiraKakuProN, HiraMinPro, HiraMinProN, HiraMaruPro,
      HiraMaruProN, Osaka, Yu Gothic, Yu Gothic UI, Yu Mincho, Yu Kyokasho, YuKyokasho Yoko, Toppan Bunkyu Gothic,
      Toppan Bunkyu Mincho, Toppan Bunkyu Midashi Gothic, Toppan Bunkyu Midashi Mincho, Tsukushi A Round Gothic,
      Tsukushi B Round Gothic, Kyokasho ICA, Meiryo, Meiryo UI, MS Gothic, MS PGothic, MS UI Gothic, MS Mincho, MS PMincho,
      UD Digi Kyokasho, UD Digi Kyokasho N-R, UD Digi Kyokasho NP-R, BIZ UDGothic UI, HGP Gothic, HG Gothic E, HGSoeiKakugothicUB,
      HGPSoeiKakugothicUB, HGMaruGothicMPRO, HG丸ｺﾞｼｯｸM-PRO, Source Han Sans, Source Han Sans JP, Source Han Sans J, Source Han Serif,
      Source Han Serif JP, Noto Sans CJK JP, Noto Serif CJK JP, IPAGothic, IPAPGothic, IPAexGothic, IPAMincho, IPAexMincho,
      TakaoGothic, TakaoPGothic, TakaoMincho, VL Gothic, VL PGothic, Kozuka Gothic Pro, Kozuka Gothic Pr6N, Kozuka Mincho Pro,
      Kozuka Mincho Pr6N, A-OTF Shin Go Pro, Motoya LCedar, ヒラギノ角ゴ Pro, ヒラギノ角ゴ ProN, ヒラギノ角ゴシック, ヒラギノ明朝 Pro, ヒラギノ明朝 ProN, ヒラギノ丸ゴ Pro,
      ヒラギノ丸ゴ ProN, 游ゴシック, 游ゴシック体, 游明朝, 游明朝体, メイリオ, ＭＳ ゴシック, ＭＳ Ｐゴシック, ＭＳ 明朝, ＭＳ Ｐ明朝, Droid Sans Japanese`,
  },
  chinese: {
    family: 'Noto Sans SC',
    names: `
      PingFang, PingFang SC, PingFang TC, PingFang HK, PingFang MO, PingFang UI, Hiragino Sans GB, Hiragino Sans CNS, Heiti SC,
      Heiti TC, STHeiti, STXihei, STSong, STKaiti, STFangsong, STZhongsong, STXinwei, STXingkai, STHupo, STLiti, STCaiyun, Songti SC,
      Songti TC, Kaiti SC, Kaiti TC, BiauKai, LiSong Pro, LiHei Pro, Apple LiGothic, Apple LiSung, LiSu, YouYuan, Baoli SC, Baoli TC,
      Libian SC, Libian TC, Wawati SC, Wawati TC, Weibei SC, Weibei TC, Xingkai SC, Xingkai TC, Yuanti SC, Yuanti TC, Yuppy SC,
      Yuppy TC, Lantinghei SC, Lantinghei TC, Hannotate TC, HanziPen SC, HanziPen TC, Hanzipen, Microsoft YaHei, Microsoft YaHei UI,
      Microsoft JhengHei, Microsoft JhengHei UI, SimHei, SimSun, NSimSun, SimSun-ExtB, SimSun-ExtG, MingLiU, PMingLiU, MingLiU_HKSCS,
      MingLiU-ExtB, PMingLiU-ExtB, DFKai-SB, KaiTi, KaiTi_GB2312, FangSong, FangSong_GB2312, DengXian, FZShuTi, FZYaoTi,
      Source Han Sans SC, Source Han Sans CN, Source Han Sans TC, Source Han Sans TW, Source Han Sans HK, Source Han Sans HC,
      Source Han Serif SC, Source Han Serif CN, Source Han Serif TC, Source Han Serif TW, Noto Sans CJK, Noto Sans CJK SC,
      Noto Sans CJK TC, Noto Sans CJK HK, Noto Serif CJK SC, Noto Serif CJK TC, WenQuanYi Micro Hei, WenQuanYi Zen Hei,
      WenQuanYi Micro Hei Mono, WenQuanYi Bitmap Song, AR PL UMing CN, AR PL UMing TW, AR PL UKai CN, AR PL UKai TW, Alibaba PuHuiTi,
      Alibaba PuHuiTi 2.0, Alibaba PuHuiTi 3.0, HarmonyOS Sans SC, HarmonyOS Sans TC, 微软雅黑, 微軟正黑體, 宋体, 新宋体, 黑体, 楷体, 仿宋, 華文黑體, 华文黑体,
      华文细黑, 华文宋体, 苹方, 蘋方-繁, 冬青黑体简体中文, 細明體, 新細明體, 標楷體, 思源黑体, 思源宋体, 文泉驿微米黑, 文泉驿正黑, 等线, 幼圆, 隶书, 儷黑 Pro`,
  },
  korean: {
    family: 'Noto Sans KR',
    names: `
      Apple SD Gothic Neo, Apple SD 산돌고딕 Neo, AppleGothic, AppleMyungjo, PCMyungjo, PilGi, GungSeo, HeadLineA, Malgun Gothic,
      Malgun Gothic Semilight, Batang, BatangChe, Dotum, DotumChe, Gulim, GulimChe, Gungsuh, GungsuhChe, New Gulim, HYGothic,
      HYMyeongJo, HYHeadLine, Source Han Sans KR, Source Han Sans K, Source Han Serif KR, Noto Sans CJK KR, Noto Serif CJK KR, UnDotum,
      UnBatang, Baekmuk Dotum, Baekmuk Batang, Baekmuk Gulim, Spoqa Han Sans, Spoqa Han Sans Neo, Pretendard, Pretendard Variable,
      Pretendard JP, SUIT, SUIT Variable, SUITE, Wanted Sans, Gmarket Sans, Yoon Gothic, 맑은 고딕, 돋움, 돋움체, 굴림, 굴림체, 바탕, 바탕체, 궁서, 나눔고딕,
      나눔명조, 애플고딕, 산돌고딕`,
  },
  arabic: {
    family: 'Noto Sans Arabic',
    names: `
      Geeza Pro, Al Bayan, Al Nile, Al Tarikh, Baghdad, Beirut, Damascus, DecoType Naskh, Diwan Kufi, Diwan Thuluth, Farah, Farisi,
      KufiStandardGK, Mishafi, Mishafi Gold, Muna, Nadeem, Sana, SF Arabic, SF Arabic Rounded, Waseem, Raya, Traditional Arabic,
      Simplified Arabic, Simplified Arabic Fixed, Arabic Transparent, Arabic Typesetting, Sakkal Majalla, Andalus, Aldhabi,
      Urdu Typesetting, Microsoft Uighur, Arabic UI Text, Arabic UI Display, GE SS Two, GE SS, GE Dinar One, DIN Next LT Arabic,
      Frutiger LT Arabic, Helvetica Neue LT Arabic, Neue Helvetica Arabic, Univers Next Arabic, Myriad Arabic, Adobe Arabic,
      Adobe Naskh, Droid Arabic Naskh, Droid Arabic Kufi, Droid Naskh, Dubai Arabic, Greta Arabic, 29LT Zarid, 29LT Bukra, B Nazanin,
      B Mitra, B Titr, B Yekan, IRANSans, IRANSansX, Yekan Bakh, IRANYekan, Vazir, Shabnam, Sahel`,
  },
} as const satisfies Record<string, FontKind>;
