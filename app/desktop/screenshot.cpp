// SPDX-License-Identifier: GPL-3.0-or-later
// The screenshot.
#include "app/desktop/screenshot.h"

#include "widgets/panels/main_window.h"

#include <QApplication>
#include <QImageWriter>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

namespace alidade {

namespace {

constexpr int longestWait = 120000; // ms
constexpr int lastRedraw = 300;     // ms; plots redraw at most 25 times a second

} // namespace

Screenshot::Screenshot(MainWindow& window, const QString& path, QObject* parent)
    : QObject(parent), m_window(window), m_path(path)
{
    connect(&window, &MainWindow::settled, this, &Screenshot::take);
    QTimer::singleShot(longestWait, this, [this] {
        if (m_taken) return;
        std::fputs("alidade: not everything was computed in time; the picture shows what was\n", stderr);
        finish();
    });
    QTimer::singleShot(0, this, [this] {
        if (m_window.isSettled()) take(); // nothing was asked for: the welcome page
    });
}

void Screenshot::take()
{
    QTimer::singleShot(lastRedraw, this, [this] {
        if (!m_taken && m_window.isSettled()) finish();
    });
}

void Screenshot::finish()
{
    m_taken = true;
    QImageWriter writer(m_path);
    if (QImageWriter::supportedImageFormats().contains(writer.format()) ||
        m_path.endsWith(QLatin1String(".png"))) {
        if (writer.write(m_window.grab().toImage())) return QApplication::exit(0);
    }
    const QString sentence =
        tr("alidade: could not write the picture %1: %2\n").arg(m_path, writer.errorString());
    std::fputs(sentence.toLocal8Bit().constData(), stderr);
    QApplication::exit(1);
}

} // namespace alidade
