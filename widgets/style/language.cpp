// SPDX-License-Identifier: GPL-3.0-or-later
// Translators of the running application; the application owns them.
#include "widgets/style/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <QVariant>

#include <memory>

// The translations sit in a static library; without this call the linker would drop them.
static void loadTranslationResources() { Q_INIT_RESOURCE(translations); }

namespace alidade {

namespace {

const QString translatorName = QStringLiteral("alidadeTranslator");
constexpr auto languageProperty = "alidadeLanguage";

void install(const QString& file, const QString& folder)
{
    auto translator = std::make_unique<QTranslator>();
    translator->setObjectName(translatorName);
    if (!translator->load(file, folder)) return; // not installed, or nothing to translate
    translator->setParent(qApp);
    QCoreApplication::installTranslator(translator.release());
}

} // namespace

QString languageId(Language language)
{
    return language == Language::Korean ? QStringLiteral("ko") : QStringLiteral("en");
}

std::optional<Language> languageOf(const QString& id)
{
    for (const Language language : {Language::English, Language::Korean})
        if (id == languageId(language)) return language;
    return std::nullopt;
}

Language systemLanguage()
{
    return QLocale::system().language() == QLocale::Korean ? Language::Korean : Language::English;
}

void applyLanguage(Language language)
{
    loadTranslationResources();
    for (QTranslator* former : qApp->findChildren<QTranslator*>(translatorName)) {
        QCoreApplication::removeTranslator(former);
        const std::unique_ptr<QTranslator> gone(former);
    }
    qApp->setProperty(languageProperty, languageId(language));
    const QString id = languageId(language);
    // English has its own, too: for the plural forms.
    install(QStringLiteral("alidade_") + id, QStringLiteral(":/translations"));
    if (language != Language::English)
        install(QStringLiteral("qtbase_") + id, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

Language currentLanguage()
{
    return languageOf(qApp->property(languageProperty).toString()).value_or(Language::English);
}

} // namespace alidade
