// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop program: reads the command line, makes the window, runs.
#include "app/desktop/command_line.h"
#include "app/desktop/document_command.h"
#include "app/desktop/render_command.h"
#include "app/desktop/screenshot.h"
#include "app/desktop/tour_check.h"
#include "core/base/version.h"
#include "core/checkpoint/hdf5_worker.h"
#include "core/registry/registries.h"
#include "widgets/panels/main_window.h"
#include "widgets/panels/overview.h"
#include "widgets/style/fonts.h"
#include "widgets/style/language.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cstdio>
#include <memory>
#include <unistd.h>

using namespace alidade;

namespace {

constexpr int wrongUsage = 2;

QStringList argumentsOf(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

int print(const CommandLine& line)
{
    std::FILE* const stream = line.wrong ? stderr : stdout;
    std::fputs((line.message + QLatin1Char('\n')).toLocal8Bit().constData(), stream);
    return line.wrong ? wrongUsage : 0;
}

/// Where there is no display, and for pictures, windows are drawn in memory.
void choosePlatform(bool screenshot)
{
    if (qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) return;
    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (screenshot || !display) qputenv("QT_QPA_PLATFORM", "offscreen");
}

/// Without this, threads of the compute team that wait for work spin, and on a busy machine take the
/// processor from everything else (measured: 17 s of processor time in place of 1.4 s for the sample model).
/// libgomp reads the variable before main() begins, so that the program has to be started over.
void restartWithPassiveWorkers(char** argv)
{
    constexpr const char* variable = "OMP_WAIT_POLICY";
    if (qEnvironmentVariableIsSet(variable)) return;
    qputenv(variable, "passive");
    ::execv(QFile::symLinkTarget(QStringLiteral("/proc/self/exe")).toLocal8Bit().constData(), argv); // returns only if it failed; then the program runs as it is
}

Theme themeOf(const QString& name)
{
    if (name == QLatin1String("light")) return Theme::Light;
    if (name == QLatin1String("dark")) return Theme::Dark;
    return Theme::System;
}

/// Of the command line, else of the settings, else of the desktop; a picture is in English if nobody says.
Language languageFor(const CommandLine& line, const QSettings& settings)
{
    const QString kept = settings.value(QStringLiteral("language")).toString();
    const bool screenshot = !line.screenshot.isEmpty();
    return languageOf(line.language.isEmpty() ? kept : line.language)
        .value_or(screenshot ? Language::English : systemLanguage());
}

/// Where what is running is kept against a crash.
QString sessionFolder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
        .filePath(QStringLiteral("sessions"));
}

} // namespace

int main(int argc, char** argv)
{
    if (isHdf5Worker(argc, argv)) return runHdf5Worker(argc, argv);
    restartWithPassiveWorkers(argv);
    const QStringList arguments = argumentsOf(argc, argv);
    if (isDocumentCommand(arguments)) return runDocumentCommand(argc, argv, arguments);
    if (isRenderCommand(arguments)) return runRenderCommand(argc, argv, arguments);
    const CommandLine line = parseCommandLine(arguments);
    if (!line.message.isEmpty()) return print(line);
    const bool screenshot = !line.screenshot.isEmpty();
    if (line.check) {
        const QCoreApplication application(argc, argv);
        applyLanguage(languageOf(line.language).value_or(Language::English));
        return checkTour(line.file, line.tourStep);
    }
    choosePlatform(screenshot);

    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Alidade"));
    QApplication::setApplicationName(QStringLiteral("alidade"));
    QApplication::setApplicationDisplayName(QString());
    // By the name of its .desktop file a desktop knows the window's icon and groups its windows.
    QApplication::setDesktopFileName(QStringLiteral("alidade"));
    QApplication::setApplicationVersion(QString::fromStdString(programVersion()));
    applyFonts();

    // A picture shows the program as it comes, not as somebody has left it, and leaves nothing behind.
    const QTemporaryDir scratch;
    const std::unique_ptr<QSettings> settings =
        screenshot ? std::make_unique<QSettings>(scratch.filePath(QStringLiteral("settings.ini")),
                                                 QSettings::IniFormat)
                   : std::make_unique<QSettings>();
    const QString defaultTheme = screenshot ? QStringLiteral("light") : QStringLiteral("system");
    applyTheme(themeOf(line.theme.isEmpty()
                           ? settings->value(QStringLiteral("theme"), defaultTheme).toString()
                           : line.theme));

    applyLanguage(languageFor(line, *settings));

    const Registries registries = builtinRegistries();
    MainWindow window(registries, *settings);
    if (line.size) window.resize(*line.size);
    if (!line.board.isEmpty()) window.overview()->setBoard(line.board);
    if (!line.calibration.isEmpty()) window.openCalibration(line.calibration);
    if (line.sample)
        window.openSample(QStringLiteral("twin"));
    else if (!line.file.isEmpty())
        window.openFile(line.file);
    if (line.tour) window.startTour(line.tourStep.value_or(1) - 1);
    if (!screenshot) window.keepSessions(sessionFolder());
    window.show();
    std::unique_ptr<Screenshot> picture;
    if (screenshot) picture = std::make_unique<Screenshot>(window, line.screenshot);
    return QApplication::exec();
}
